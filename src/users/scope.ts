/**
 * The part of the district that somebody may see and change. Every service that reads or writes what belongs to a
 * village asks for one, so that a page cannot forget it. An empty list of codes covers nothing: a mistake hides too
 * much, never too little.
 */
export type Scope =
  | { kind: 'district' }
  | { kind: 'kecamatan'; codes: readonly string[] }
  /** What was given to one office (its key in `data/authority.yaml`), of whatever village; nothing else of the district. */
  | { kind: 'office'; office: string };

/** Everything: admins, commands on the server, and the service's own work. */
export const wholeDistrict: Scope = { kind: 'district' };

const told = {
  'scope-empty': () => 'Name at least one kecamatan, or give the whole district.',
  'scope-unknown': (codes: string) => `No kecamatan of this district: ${codes}.`,
  'scope-office': (office: string) =>
    office
      ? `No office of data/authority.yaml: ${office}.`
      : 'A user of an SKPD belongs to one office, and nobody else does.',
};

/** A scope that a form or a command asked for cannot be given. */
export class ScopeError extends Error {
  readonly problem: 'scope-empty' | 'scope-unknown' | 'scope-office';
  /** The codes that are no kecamatan of this district, or the key that is no office. */
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

/** One office. @param known the keys of all offices @throws ScopeError when it is none of them */
export function officeScope(office: string, known: readonly string[]): Scope {
  if (!known.includes(office)) throw new ScopeError('scope-office', office ? [office] : []);
  return { kind: 'office', office };
}

const kecamatanIn = (scope: Exclude<Scope, { kind: 'district' }>) =>
  scope.kind === 'kecamatan' ? scope.codes : [];

/** The scope as a part of a query, for every collection whose documents have a `kecamatan`; an office's covers none of them. */
export function within(scope: Scope): { kecamatan?: { $in: string[] } } {
  return scope.kind === 'district' ? {} : { kecamatan: { $in: [...kecamatanIn(scope)] } };
}

/** The same for what is given to offices: an office's own, wherever it is from. */
export function withinOrGiven(scope: Scope): { kecamatan?: { $in: string[] } } | { office: string } {
  return scope.kind === 'office' ? { office: scope.office } : within(scope);
}

/** Whether something of this kecamatan lies within the scope; what has none belongs to the whole district only. */
export function covers(scope: Scope, kecamatan: string | undefined): boolean {
  return scope.kind === 'district' || (kecamatan !== undefined && kecamatanIn(scope).includes(kecamatan));
}
