/** Parts of at most `length` characters, cut at a line break where there is one in the second half. */
export function split(text: string, length: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > length) {
    const line = rest.lastIndexOf('\n', length);
    const at = line > length / 2 ? line : wholeCharacters(rest, length);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}

/** At most `length`, and not in the middle of an emoji. */
function wholeCharacters(text: string, length: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
}
