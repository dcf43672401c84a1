// What the scripts that run apart share; see run-apart.ts.

// What a library throws aside of its promise comes of what it was given, too. Import this after the libraries: one
// that cannot be loaded is a fault of the installation, and ends the process without a word.
process.on('uncaughtException', () => refuse('unreadable'));

/** All that was given to this process. */
export async function given() {
  const pieces = [];
  for await (const piece of process.stdin) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Hands the answer over, whole, and ends. */
export function answer(bytes) {
  process.stdout.write(bytes, () => process.exit(0));
}

/** Ends with one word of why there is no answer. */
export function refuse(word) {
  process.stderr.write(word, () => process.exit(2));
}
