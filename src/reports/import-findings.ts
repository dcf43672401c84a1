import type { Finding } from '../people/import/finding.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { ListCell } from './csv.ts';

/** A finding in words, as a report's line shows it. */
export interface FindingWords {
  where: string;
  column: string;
  value: string;
  reason: string;
  suggestion: string;
}

/**
 * Puts a finding of an import into words.
 * @param own where lists of this kind have words of their own, beside those of `import`
 */
export function describeFinding(
  finding: Finding,
  texts: Texts,
  locale: Locale,
  own = 'import',
): FindingWords {
  const t = (key: string, params?: Finding['params']) =>
    texts.t(locale, texts.has(`${own}.${key}`) ? `${own}.${key}` : `import.${key}`, params);
  return {
    where: whereOf(finding, t),
    column: finding.column ? t(`column.${finding.column}`) : '',
    value: finding.value,
    reason: t(`reason.${finding.reason}`, finding.params),
    suggestion: finding.suggestion,
  };
}

function whereOf({ line, sheet }: Finding, t: (key: string, params?: Finding['params']) => string): string {
  if (line === null) return t('whole');
  return sheet ? t('where-sheet', { line, sheet }) : t('where', { line });
}

/** All findings as rows below their headings, to mend the list by. @param own as of {@link describeFinding} */
export function findingRows(findings: Finding[], texts: Texts, locale: Locale, own?: string): ListCell[][] {
  const head = ['row', 'column', 'value', 'broken', 'reason', 'suggestion'];
  const rows = findings.map((finding) => {
    const { column, value, reason, suggestion } = describeFinding(finding, texts, locale, own);
    const place = finding.sheet ? `${finding.sheet}: ${finding.line}` : finding.line;
    return [place, column, value, finding.broken ? 'yes' : 'no', reason, suggestion];
  });
  return [head, ...rows];
}
