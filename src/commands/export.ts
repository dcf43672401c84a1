import { once } from 'node:events';
import { Command, Option } from 'commander';
import { recordCommand } from '../audit/audit.ts';
import type { Answer } from '../conversation/types.ts';
import { answerStateOf } from '../proposals/answer-state.ts';
import { eachProposal } from '../proposals/list.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import { inWords } from '../proposals/wording.ts';
import type { Region } from '../regions/region.model.ts';
import { csvLine } from '../reports/csv.ts';
import { placeWords } from '../reports/proposal-words.ts';
import { maskPersonal } from '../texts/mask.ts';
import { withDatabase } from './services.ts';

type Row = Record<(typeof columns)[number], string | number | null>;

/** `rembuk export proposals`: all proposals, one a line, with nothing personal in them. */
export function exportCommand(): Command {
  const proposals = new Command('proposals')
    .description('print all proposals; no names, addresses or phone numbers, also within the words')
    .addOption(
      new Option('--format <format>', 'csv (opens in a spreadsheet) or jsonl')
        .choices(['csv', 'jsonl'])
        .default('csv'),
    )
    .option('--round <year>', 'only this round')
    .addHelpText('after', '\nExample: rembuk export proposals --format jsonl > usulan.jsonl')
    .action(({ format, round }: { format: 'csv' | 'jsonl'; round?: string }) =>
      withDatabase(async (_config, { regions }) => {
        const byCode = new Map(regions.map((region) => [region._id, region]));
        if (format === 'csv') await print(csvLine(columns));
        await recordCommand('export-downloaded', round ? { subject: round } : {});
        for await (const proposal of eachProposal({ round })) {
          const [written = proposal] = await inWords([proposal]);
          const row = toRow(written, byCode.get(proposal.village));
          await print(
            format === 'csv' ? csvLine(columns.map((column) => row[column])) : `${JSON.stringify(row)}\n`,
          );
        }
      }),
    );
  return new Command('export').description('data for other programs').addCommand(proposals);
}

const columns = [
  'code',
  'round',
  'status',
  'confirmed',
  'submitted_at',
  'kecamatan',
  'village_code',
  'village',
  'area',
  'problem',
  'proposal',
  'own_issue',
  'issue',
  'issue_by',
  'classifier_issue',
  'confidence',
  'place',
  'size',
  'households',
  'group',
  'land',
  'photos',
  'supports',
  'supporters',
  'outcome',
  'reason',
  'sentence',
  'answered_with',
  'answer',
  'released_at',
  'delivered_at',
  'first_delivered_at',
] as const;

function toRow(proposal: Proposal, region: Region | undefined): Row {
  const { answers, classification, decision } = proposal;
  return {
    code: proposal.code,
    round: proposal.round,
    status: proposal.status,
    // "no": nobody has confirmed who sent it, and it counts in no figure.
    confirmed: proposal.unconfirmed ? 'no' : 'yes',
    submitted_at: proposal.submittedAt.toISOString(),
    kecamatan: region?.kecamatan.name ?? proposal.kecamatan,
    village_code: proposal.village,
    village: region?.name ?? '',
    area: plain(answers.area),
    problem: plain(answers.problem),
    proposal: plain(answers.proposal),
    own_issue: proposal.ownIssue,
    issue: proposal.issue,
    issue_by: proposal.issueBy === 'classifier' ? 'classifier' : proposal.issueBy ? 'person' : null,
    classifier_issue: classification?.primary ?? null,
    confidence: classification ? Number(classification.confidence.toFixed(3)) : null,
    place: plain(answers.place),
    size: plain(answers.size),
    households: plain(answers.households),
    group: plain(answers.group),
    land: plain(answers.land),
    photos: proposal.photos.length,
    supports: proposal.supports?.code ?? null,
    supporters: proposal.support,
    outcome: decision?.releasedAt ? decision.outcome : null,
    reason: (decision?.releasedAt && decision.reason) || null,
    sentence: decision?.releasedAt ? maskPersonal(decision.sentence) : null,
    answered_with: decision?.with ?? null,
    // drafted, waiting (released, nothing has left), sending, delivered, undeliverable, unknown or dropped.
    answer: answerStateOf(proposal),
    released_at: decision?.releasedAt?.toISOString() ?? null,
    delivered_at:
      answerStateOf(proposal) === 'delivered' ? (decision?.delivery?.at.toISOString() ?? null) : null,
    first_delivered_at: proposal.answeredAt?.toISOString() ?? null,
  };
}

/** An answer as a cell: the value where it has a plain form, else the proposer's words. */
function plain(answer: Answer | undefined): string | number | null {
  if (!answer) return null;
  const { value } = answer;
  switch (value.kind) {
    case 'choice':
      return value.choice;
    case 'text':
      return maskPersonal(value.text);
    case 'quantity':
      return `${value.amount} ${value.unit}`;
    case 'count':
      return value.count;
    case 'place':
      return placeWords(answer);
    case 'skipped':
      return null;
    default:
      return maskPersonal(answer.words);
  }
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}
