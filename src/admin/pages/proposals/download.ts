import type { Request, Response } from 'express';
import { eachListed } from '../../../proposals/list.ts';
import { listRegions } from '../../../regions/regions.ts';
import { proposalSheet } from '../../../reports/proposal-sheet.ts';
import { PageError } from '../../shell/page-error.ts';
import { chosenRound } from '../../shell/round-choice.tsx';
import { sendSheet } from '../../shell/send-sheet.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { readFilter } from './filter.ts';

/** `/usulan/daftar.xlsx`: all that the list shows with this filter, within the visitor's area. */
export async function downloadList(
  visit: SignedInVisit,
  request: Request,
  response: Response,
): Promise<void> {
  const choice = await chosenRound(request);
  if (!choice) throw new PageError(404);
  const { deps, outward, actor } = visit;
  const { filter } = readFilter(request.query);
  const { _id: round, year } = choice.round;
  const sheet = proposalSheet({
    proposals: eachListed({ ...filter, round }, actor.scope, deps.now()),
    regions: await listRegions(deps.district.code),
    district: deps.district.name,
    texts: deps.texts,
    locale: outward.locale,
    timeZone: deps.timeZone,
  });
  await sendSheet(request, response, `daftar-usulan-${year}.xlsx`, sheet);
}
