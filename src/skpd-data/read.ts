/** Data of the SKPD as the office looks after them, and as villages are shown them: confirmed ones only. */
import type { OfficeDatum } from '../conversation/office-datum.ts';
import { type ListPage, readPage } from '../storage/list-page.ts';
import type { Scope } from '../users/scope.ts';
import { within } from '../users/scope.ts';
import { type SkpdDatum, SkpdDatumModel } from './datum.model.ts';

export const dataPageSize = 50;

/** An SKPD's own, of whatever village; else those of the area, where a village's are by the village alone. */
function seen(scope: Scope): object {
  if (scope.kind === 'office') return { office: scope.office };
  return scope.kind === 'village' ? { area: { $in: scope.codes } } : within(scope);
}

/**
 * A page of what waits for the office, or of what it has confirmed; the latest first.
 * @param area of a village: its own and its kecamatan's
 */
export function listData(
  scope: Scope,
  confirmed: boolean,
  page: number,
  area?: string,
): Promise<ListPage<SkpdDatum>> {
  const of = area ? { area: { $in: [area, kecamatanOf(area)] } } : {};
  const where = { $and: [{ confirmed: { $exists: confirmed }, ...of }, seen(scope)] };
  return readPage(SkpdDatumModel, { where, sort: { 'handedIn.at': -1, _id: 1 }, page, size: dataPageSize });
}

const kecamatanOf = (area: string) => area.split('.').slice(0, 3).join('.');

/** Somebody of the office has held each against its source. @returns how many were confirmed: not those that changed meanwhile */
export async function confirmData(
  ticked: readonly { id: string; revision: number }[],
  by: string,
  at: Date,
): Promise<number> {
  let confirmed = 0;
  for (const { id: _id, revision } of ticked) {
    const { modifiedCount } = await SkpdDatumModel.updateOne(
      { _id, revision, confirmed: { $exists: false } },
      { $set: { confirmed: { by, at } }, $inc: { revision: 1 } },
    );
    confirmed += modifiedCount;
  }
  return confirmed;
}

/** Takes a confirmation back: nobody outside is shown it any more. @returns false where there is none */
export async function withdrawDatum(id: string): Promise<boolean> {
  const { modifiedCount } = await SkpdDatumModel.updateOne(
    { _id: id, confirmed: { $exists: true } },
    { $unset: { confirmed: 1 }, $inc: { revision: 1 } },
  );
  return modifiedCount === 1;
}

/** Removes what was handed in by mistake; what is confirmed stays until that is taken back. @returns false where there is none */
export async function removeDatum(id: string, scope: Scope): Promise<boolean> {
  const unconfirmed = { _id: id, confirmed: { $exists: false } };
  const { deletedCount } = await SkpdDatumModel.deleteOne({ $and: [unconfirmed, seen(scope)] });
  return deletedCount === 1;
}

/** All confirmed data by the code of their area, each in its latest year, the newest first. */
export async function confirmedByArea(
  offices: readonly { key: string; name: string }[],
): Promise<ReadonlyMap<string, OfficeDatum[]>> {
  const data = await SkpdDatumModel.find({ confirmed: { $exists: true } })
    .sort({ year: -1, what: 1 })
    .lean();
  const nameOf = new Map(offices.map(({ key, name }) => [key, name]));
  const byArea = new Map<string, OfficeDatum[]>();
  const told = new Set<string>();
  for (const { office, area, what, value, unit, year, source } of data) {
    const same = `${office} ${area} ${what.toLowerCase()}`;
    if (told.has(same)) continue;
    told.add(same);
    const figure = value === undefined ? null : { value, unit };
    const datum = { what, figure, year, office: nameOf.get(office) ?? office, source };
    byArea.set(area, [...(byArea.get(area) ?? []), datum]);
  }
  return byArea;
}

/** What a village is shown: its own, then its kecamatan's. */
export function dataOf(byArea: ReadonlyMap<string, OfficeDatum[]>, village: string): OfficeDatum[] {
  return [...(byArea.get(village) ?? []), ...(byArea.get(kecamatanOf(village)) ?? [])];
}
