/** The text of an invitation as staff write it: plain words with fields in braces, checked before it is kept. */

/** Fields a text may use, with what they stand for. In Indonesian, for those who write are of the office. */
export const templateFields = [
  'kepada',
  'nama',
  'jabatan',
  'rt',
  'desa',
  'kecamatan',
  'instansi',
  'kabupaten',
  'tahun',
  'tahun_rkpd',
  'jatah',
  'tempat',
  'waktu',
  'tanggal_akhir',
] as const;
export type TemplateField = (typeof templateFields)[number];
export type FieldValues = Readonly<Record<TemplateField, string>>;

/** What is wrong with a text; `field` as it was written. */
export type TemplateProblem = { kind: 'unknown-field'; field: string } | { kind: 'brace' };

const known = new Set<string>(templateFields);
const fieldPattern = /\{([^{}]*)\}/g;

/** The fields a text uses, each once. */
export function fieldsOf(text: string): TemplateField[] {
  const used = new Set([...text.matchAll(fieldPattern)].map((match) => match[1]?.trim() ?? ''));
  return templateFields.filter((field) => used.has(field));
}

/** Looks whether a text can be filled in. Empty when it can. */
export function checkTemplate(text: string): TemplateProblem[] {
  const named = [...text.matchAll(fieldPattern)].map((match) => match[1]?.trim() ?? '');
  const unknown = [...new Set(named)].filter((field) => !known.has(field));
  const stray = /[{}]/.test(text.replaceAll(fieldPattern, ''));
  return [
    ...unknown.map((field) => ({ kind: 'unknown-field' as const, field })),
    ...(stray ? [{ kind: 'brace' as const }] : []),
  ];
}

/** A text has a field nobody knows, or a brace that leads nowhere. */
class TemplateError extends Error {
  readonly problems: TemplateProblem[];
  constructor(problems: TemplateProblem[]) {
    const lines = problems.map((problem) =>
      problem.kind === 'brace' ? 'A brace is opened or closed alone.' : `Unknown field {${problem.field}}.`,
    );
    super(`${lines.join(' ')} Known fields: ${templateFields.map((field) => `{${field}}`).join(' ')}`);
    this.name = 'TemplateError';
    this.problems = problems;
  }
}

/** Fills a text in. Values are put in as they are and never read as fields. @throws TemplateError */
export function fillTemplate(text: string, values: FieldValues): string {
  const problems = checkTemplate(text);
  if (problems.length > 0) throw new TemplateError(problems);
  return text.replaceAll(fieldPattern, (_whole, field: string) => {
    const name = templateFields.find((one) => one === field.trim());
    return name ? values[name] : '';
  });
}
