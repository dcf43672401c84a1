/** An address as staff see it: its network and its last three digits, enough to recognise a number they know. */
export function shownAddress(address: string): string {
  const [channel = ''] = address.split(':', 1);
  const digits = address.slice(channel.length + 1).replaceAll(/\D/g, '');
  return `${channel} …${digits.length > 6 ? digits.slice(-3) : ''}`;
}
