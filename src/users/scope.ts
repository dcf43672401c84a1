/**
 * The part of the district that somebody may see and change. Every service that reads or writes what belongs to a
 * village asks for one, so that a page cannot forget it. An empty list of codes covers nothing: a mistake hides too
 * much, never too little.
 */
export type Scope =
  | { kind: 'district' }
  | { kind: 'kecamatan'; codes: readonly string[] }
  /** Some villages, and the kecamatan they lie in: what these have beyond the villages is not theirs. */
  | { kind: 'village'; codes: readonly string[]; kecamatan: readonly string[] }
  /** What was given to one office (its key in `data/authority.yaml`), of whatever village; nothing else of the district. */
  | { kind: 'office'; office: string };

/** Everything: admins, commands on the server, and the service's own work. */
export const wholeDistrict: Scope = { kind: 'district' };

const told = {
  'scope-empty': () => 'Name at least one kecamatan, or give the whole district.',
  'scope-unknown': (codes: string) => `No kecamatan of this district: ${codes}.`,
  'scope-mixed': () => 'Name kecamatan, or villages, or neither.',
  'scope-village-empty': () => 'Name at least one village.',
  'scope-village-unknown': (codes: string) => `No village of this district: ${codes}.`,
  'scope-office': (office: string) =>
    office
      ? `No office of data/authority.yaml: ${office}.`
      : 'A user of an SKPD belongs to one office, and nobody else does.',
};

/** A scope that a form or a command asked for cannot be given. */
export class ScopeError extends Error {
  readonly problem: keyof typeof told;
  /** The codes that are no kecamatan or village of this district, or the key that is no office. */
  readonly codes: readonly string[];
  constructor(problem: ScopeError['problem'], codes: readonly string[] = []) {
    super(told[problem](codes.join(', ')));
    this.name = 'ScopeError';
    this.problem = problem;
    this.codes = codes;
  }
}

/**
 * Some kecamatan of the district.
 * @param known the codes of all its kecamatan
 * @throws ScopeError when none is named, or one is unknown: dropping a mistyped code would widen or narrow in silence
 */
export function kecamatanScope(codes: readonly string[], known: readonly string[]): Scope {
  const unknown = codes.filter((code) => !known.includes(code));
  if (unknown.length > 0) throw new ScopeError('scope-unknown', unknown);
  if (codes.length === 0) throw new ScopeError('scope-empty');
  return { kind: 'kecamatan', codes: [...new Set(codes)] };
}

/**
 * Some villages of the district.
 * @param known all its villages, each with its kecamatan
 * @throws ScopeError as {@link kecamatanScope} does
 */
export function villageScope(
  codes: readonly string[],
  known: readonly { _id: string; kecamatan: { code: string } }[],
): Scope {
  const unknown = codes.filter((code) => !known.some(({ _id }) => _id === code));
  if (unknown.length > 0) throw new ScopeError('scope-village-unknown', unknown);
  if (codes.length === 0) throw new ScopeError('scope-village-empty');
  const villages = known.filter(({ _id }) => codes.includes(_id));
  return {
    kind: 'village',
    codes: villages.map(({ _id }) => _id),
    kecamatan: [...new Set(villages.map(({ kecamatan }) => kecamatan.code))],
  };
}

/** One office. @param known the keys of all offices @throws ScopeError when it is none of them */
export function officeScope(office: string, known: readonly string[]): Scope {
  if (!known.includes(office)) throw new ScopeError('scope-office', office ? [office] : []);
  return { kind: 'office', office };
}

/** Where something belongs: a village with its kecamatan, or a kecamatan as a whole. */
export interface Place {
  kecamatan?: string | null | undefined;
  village?: string | null | undefined;
}

/** A part of a query. It may hold a key that the rest has too: it goes into an `$and` there, for of two keys one is lost. */
type Within = { kecamatan?: { $in: string[] }; village?: { $in: string[] } };

/**
 * The scope as a part of a query, for every collection whose documents have a `kecamatan` and, those of a village, a
 * `village`; an office's covers none of them.
 */
export function within(scope: Scope): Within {
  if (scope.kind === 'district') return {};
  if (scope.kind === 'village') return { village: { $in: [...scope.codes] } };
  return { kecamatan: { $in: scope.kind === 'kecamatan' ? [...scope.codes] : [] } };
}

/** The same for what is given to offices: an office's own, wherever it is from. */
export function withinOrGiven(scope: Scope): Within | { office: string } {
  return scope.kind === 'office' ? { office: scope.office } : within(scope);
}

/**
 * Whether something of this place lies within the scope. What has no place belongs to the whole district only, and what has
 * no village to its kecamatan.
 */
export function covers(scope: Scope, place: Place | undefined): boolean {
  if (scope.kind === 'district') return true;
  if (scope.kind === 'office') return false;
  const code = scope.kind === 'village' ? place?.village : place?.kecamatan;
  return typeof code === 'string' && scope.codes.includes(code);
}

/** Whether the scope covers a kecamatan or some of its villages: one to be offered where places are chosen. */
export function reaches(scope: Scope, kecamatan: string): boolean {
  return covers(scope, { kecamatan }) || (scope.kind === 'village' && scope.kecamatan.includes(kecamatan));
}
