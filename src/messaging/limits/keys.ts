/** The keys of this folder in Redis. */
export function limitKeys(prefix: string) {
  const key = (...parts: (string | number)[]) => [prefix, 'limits', ...parts].join(':');
  return {
    /** @param address a pseudonym */
    person: (address: string) => key('person', address),
    recent: (address: string) => key('recent', address),
    /** @param hour hours since 1970 */
    strangers: (hour: number) => key('strangers', hour),
    limited: key('limited'),
  };
}
