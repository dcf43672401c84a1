/** The most addresses whose numbers follow one another without a gap: the mark of a list that somebody made up. */
export function longestRun(addresses: string[]): number {
  const digits = addresses
    .map((address) => address.slice(address.indexOf(':') + 1))
    .filter((one) => /^\d{8,15}$/.test(one));
  const numbers = [...new Set(digits.map(Number))].sort((a, b) => a - b);
  let longest = 0;
  let run = 0;
  for (const [index, number] of numbers.entries()) {
    run = index > 0 && number === (numbers[index - 1] ?? 0) + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
