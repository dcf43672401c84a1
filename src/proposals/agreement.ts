/** How far the classifier, the proposers and the coordinators agree: what the report page and its CSV show. */

import type { RoundId } from '../rounds/round.model.ts';
import { localDay } from '../time/local-time.ts';
import { type Scope, within } from '../users/scope.ts';
import { isCounted, ProposalModel } from './proposal.model.ts';

/** One proposal that a person has decided the issue of, with the three labels. */
export interface Decided {
  /** Month in which it was sent, `2026-12`, in the district's zone. */
  month: string;
  /** What the coordinator says: an issue's key or `none`. */
  coordinator: string;
  classifier: string;
  confidence: number;
  because: string[];
  /** The proposer's own label; null for "belum tahu". */
  proposer: string | null;
}

/** How often two labels were the same; `of` counts where both were given. */
export interface Agreement {
  same: number;
  of: number;
}

export interface AgreementRow {
  month: string;
  issue: string;
  count: number;
  classifier: Agreement;
  proposer: Agreement;
}

export interface AgreementReport {
  count: number;
  classifier: Agreement;
  proposer: Agreement;
  /** By month, then by the coordinator's issue. */
  rows: AgreementRow[];
  /** How often the classifier said `said` where the coordinator says `meant`. */
  confusion: { meant: string; said: string; count: number }[];
  /** What filing at a threshold would have come to: share filed, and how much of that was right; 0 to 1. */
  thresholds: { threshold: number; coverage: number; precision: number | null }[];
  /** Words that spoke for a wrong issue at least twice, the most misleading first. */
  misleading: { word: string; wrong: number; of: number }[];
}

const thresholds = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
const misleadingShown = 20;

/** The proposals of a round that a person has named the issue of and the classifier has seen, within a scope. */
export async function decidedOf(roundId: RoundId, scope: Scope, timeZone: string): Promise<Decided[]> {
  const found = await ProposalModel.find(
    {
      round: roundId,
      ...isCounted,
      issue: { $ne: null },
      issueBy: { $exists: true, $ne: 'classifier' },
      classification: { $exists: true },
      ...within(scope),
    },
    { issue: 1, classification: 1, ownIssue: 1, submittedAt: 1 },
  ).lean();
  return found.flatMap(({ issue, classification, ownIssue, submittedAt }) =>
    issue && classification
      ? [
          {
            month: localDay(submittedAt, timeZone).slice(0, 7),
            coordinator: issue,
            classifier: classification.primary,
            confidence: classification.confidence,
            because: classification.because,
            proposer: ownIssue,
          },
        ]
      : [],
  );
}

/** The report over decided proposals. */
export function reportAgreement(decided: Decided[]): AgreementReport {
  const groups = groupBy(decided, (one) => `${one.month} ${one.coordinator}`);
  const pairs = groupBy(decided, (one) => `${one.coordinator} ${one.classifier}`);
  return {
    count: decided.length,
    classifier: agreeing(decided, (one) => one.classifier),
    proposer: agreeing(decided, (one) => one.proposer),
    rows: [...groups.values()]
      .map((group) => ({
        month: group[0].month,
        issue: group[0].coordinator,
        count: group.length,
        classifier: agreeing(group, (one) => one.classifier),
        proposer: agreeing(group, (one) => one.proposer),
      }))
      .sort((a, b) => a.month.localeCompare(b.month) || a.issue.localeCompare(b.issue)),
    confusion: [...pairs.values()]
      .map((group) => ({ meant: group[0].coordinator, said: group[0].classifier, count: group.length }))
      .sort((a, b) => b.count - a.count || a.meant.localeCompare(b.meant) || a.said.localeCompare(b.said)),
    thresholds: thresholds.map((threshold) => filedAt(decided, threshold)),
    misleading: findMisleading(decided),
  };
}

function agreeing(decided: Decided[], label: (one: Decided) => string | null): Agreement {
  const given = decided.filter((one) => label(one) !== null);
  return { same: given.filter((one) => label(one) === one.coordinator).length, of: given.length };
}

function filedAt(decided: Decided[], threshold: number): AgreementReport['thresholds'][number] {
  const filed = decided.filter((one) => one.confidence >= threshold);
  const right = filed.filter((one) => one.classifier === one.coordinator).length;
  return {
    threshold,
    coverage: decided.length === 0 ? 0 : filed.length / decided.length,
    precision: filed.length === 0 ? null : right / filed.length,
  };
}

function findMisleading(decided: Decided[]): AgreementReport['misleading'] {
  const spoken = decided.flatMap((one) =>
    one.because.map((word) => ({ word: word.toLowerCase(), wrong: one.classifier !== one.coordinator })),
  );
  return [...groupBy(spoken, ({ word }) => word).values()]
    .map((group) => ({
      word: group[0].word,
      wrong: group.filter(({ wrong }) => wrong).length,
      of: group.length,
    }))
    .filter(({ wrong }) => wrong >= 2)
    .sort((a, b) => b.wrong / b.of - a.wrong / a.of || b.wrong - a.wrong || a.word.localeCompare(b.word))
    .slice(0, misleadingShown);
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
