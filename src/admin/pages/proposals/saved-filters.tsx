import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import { longestName, removeFilter, saveFilter } from '../../../users/saved-filters.ts';
import { plain } from '../../shell/inputs.ts';
import { PageError } from '../../shell/page-error.ts';
import { Token } from '../../shell/parts.tsx';
import { done, type SignedInVisit } from '../../shell/visit.ts';
import type { Column } from './columns.ts';
import { readFilter, writeFilter } from './filter.ts';

/** The filters that somebody keeps under a name, as links into the round that is looked at; and the way to keep the one in use. */
export function SavedFilters(props: {
  visit: SignedInVisit;
  filter: ProposalFilter;
  columns: readonly Column[];
}) {
  const { visit, filter, columns } = props;
  const { t } = visit.words;
  const { round } = filter;
  const here = writeFilter({ ...filter, round: undefined }, 1, columns);
  const toRound = writeFilter({ round });
  const saved = visit.user.savedFilters ?? [];
  if (saved.length === 0 && here === '') return null;
  const isSaved = saved.some(({ query }) => query === here);
  return (
    <div class="saved">
      {saved.length > 0 && (
        <nav aria-label={t('saved.title')}>
          <ul class="chips">
            {saved.map(({ name, query }) => (
              <li key={name}>
                <a
                  class="chip"
                  href={`/usulan${inRound(query, round)}`}
                  aria-current={query === here ? 'true' : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {here !== '' && !isSaved && (
        <details>
          <summary>{t('saved.keep')}</summary>
          <form method="post" action={`/usulan/saringan${toRound}`} class="one-line">
            <Token visit={visit} />
            <input type="hidden" name="query" value={here} />
            <label for="saved-name">{t('saved.name')}</label>
            <input id="saved-name" name="name" maxLength={longestName} required />
            <button type="submit" class="small">
              {t('saved.save')}
            </button>
          </form>
        </details>
      )}
      {isSaved && (
        <form method="post" action={`/usulan/saringan/hapus${toRound}`}>
          <Token visit={visit} />
          <input type="hidden" name="query" value={here} />
          <button type="submit" class="plain small">
            {t('saved.remove')}
          </button>
        </form>
      )}
    </div>
  );
}

const query = z.string().max(500).transform(asWritten);
const keepForm = z.object({ name: plain(longestName).pipe(z.string().min(1)), query });

/** An address's query as we would write it for a round: what is kept leads nowhere but to our own list. */
function inRound(text: string, round: ProposalFilter['round']): string {
  const params = new URLSearchParams(text);
  const names = [...new Set(params.keys())];
  const { filter, columns } = readFilter(Object.fromEntries(names.map((name) => [name, params.get(name)])));
  return writeFilter({ ...filter, round }, 1, columns);
}

/** A kept filter is of every round. */
function asWritten(text: string): string {
  return inRound(text, undefined);
}

/** The list as it stood when its form was sent: in the round that was looked at. */
const listOf = (request: Request, query: string) =>
  `/usulan${inRound(query, readFilter(request.query).filter.round)}`;

/** Keeps the filter in use under a name; the same name again stands for the new one. */
export async function keepFilter(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = keepForm.safeParse(request.body);
  if (!typed.success || typed.data.query === '') throw new PageError(400);
  await saveFilter(visit.user._id, typed.data);
  await done(request, response, listOf(request, typed.data.query), 'filter-saved');
}

/** Forgets a kept filter. */
export async function forgetFilter(
  visit: SignedInVisit,
  request: Request,
  response: Response,
): Promise<void> {
  const typed = z.object({ query }).safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  await removeFilter(visit.user._id, typed.data.query);
  await done(request, response, listOf(request, typed.data.query), 'filter-removed');
}
