import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Shortest password taken, in characters. */
export const passwordLength = 12;

/**
 * What it takes to be good enough: "very unguessable", over 10^10 guesses, zxcvbn's highest score. A score of 3 would let
 * the programme's own name with a year through.
 */
const leastScore = 4;

/** So many characters are judged: 256, zxcvbn's default, held the whole service up for a second where a text repeats itself. */
const judgedLength = 64;

/** What everybody here would try first; zxcvbn takes words as they are used in passwords, in lower case. */
const ofTheField = [
  'rembuk',
  'remas',
  'rembukremas',
  'balangan',
  'paringin',
  'bapperida',
  'bappeda',
  'musrenbang',
  'admin',
  'rahasia',
  'katasandi',
  'sandi',
];

let judge: Promise<ZxcvbnFactory> | undefined;

/** Loaded when first needed: its word lists take a moment and some megabytes. */
async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, indonesian] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-id'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...indonesian.dictionary },
    graphs: common.adjacencyGraphs,
    translations: indonesian.translations,
    maxLength: judgedLength,
  });
}

/** Why a password cannot be taken; a key of the locale's `admin.problem.*`. */
export type PasswordProblem = 'password-short' | 'password-guessable';

/**
 * Judges a password that somebody wants: long enough, and neither common nor made of what is known of them.
 * @param about their e-mail address and name
 */
export async function problemOf(
  password: string,
  about: { email: string; name: string },
): Promise<PasswordProblem | null> {
  if ([...password].length < passwordLength) return 'password-short';
  const known = `${about.email} ${about.name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  judge ??= loadJudge();
  const { score } = (await judge).check(password, [...known, about.email.toLowerCase(), ...ofTheField]);
  return score < leastScore ? 'password-guessable' : null;
}
