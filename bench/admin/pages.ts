import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import type { Round } from '../../src/rounds/round.model.ts';

/** A page whose answers are timed, with the row of the table it stands in. */
export interface MeasuredPage {
  row: string;
  path: string;
}

/** What is measured of a filled round; whoever makes a page that must be quick adds a row here. */
export async function measuredPages(round: Round, count: number): Promise<MeasuredPage[]> {
  const middle = await ProposalModel.findOne({ round: round._id }, { _id: 1 })
    .sort({ submittedAt: 1 })
    .skip(Math.floor(count / 2))
    .lean();
  const last = Math.ceil(count / 25);
  return [
    { row: 'Beranda', path: '/' },
    { row: 'map', path: '/peta' },
    { row: 'list', path: '/usulan' },
    { row: 'list, filtered', path: '/usulan?masalah=ipm&kecamatan=63.11.02&perlu=putusan' },
    { row: 'list, searched', path: '/usulan?cari=jembatan' },
    { row: 'list, last page', path: `/usulan?halaman=${last}` },
    { row: 'similar to one', path: `/usulan/${encodeURIComponent(middle?._id ?? '')}/serupa` },
    { row: 'one proposal', path: `/usulan/${encodeURIComponent(middle?._id ?? '')}` },
  ];
}
