/** So many digits stay; with them staff recognise a number they know, and nobody else can call it. */
const digitsShown = 3;

/** What is kept of an address for staff to see: its network and its last digits, `telegram:789`. */
export function shownAddress(address: string): string {
  const [channel = ''] = address.split(':', 1);
  const digits = address.slice(channel.length + 1).replaceAll(/\D/g, '');
  return `${channel}:${digits.length > 2 * digitsShown ? digits.slice(-digitsShown) : ''}`;
}
