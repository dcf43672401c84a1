const here = 'http://here.invalid';
const resolveHere = (path: string) => (URL.canParse(path, here) ? new URL(path, here) : null);

/**
 * The path of an address that came from outside, if a browser would stay here with it; else `/`. Judged by where the
 * result itself leads: `/.//evil.example` is resolved to `//evil.example`, which is another site.
 */
export function localPath(given: string): string {
  const first = resolveHere(given);
  if (first?.origin !== here) return '/';
  const path = first.pathname + first.search;
  return resolveHere(path)?.origin === here ? path : '/';
}
