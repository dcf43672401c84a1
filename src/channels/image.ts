/** Endings of names of pictures, and what they are. */
const byEnding: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
};
/** What phones say of a file when they know nothing of it. */
const sayNothing = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-binary']);

/**
 * What picture a file is by what its network says of it: its kind, or, where that says nothing, the ending of its name. What
 * it really holds is seen when it is fetched.
 * @returns the kind, or null for no picture
 */
export function imageOf(mime = '', name = ''): string | null {
  const kind = mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (kind.startsWith('image/')) return kind;
  const ending = /\.([a-z]+)$/.exec(name.trim().toLowerCase())?.[1] ?? '';
  return sayNothing.has(kind) ? (byEnding[ending] ?? null) : null;
}
