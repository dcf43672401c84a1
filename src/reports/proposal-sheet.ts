import type { Answer } from '../conversation/types.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Recommender } from '../proposals/step.model.ts';
import { officeNote, recommendationsBy } from '../proposals/steps.ts';
import type { Region } from '../regions/region.model.ts';
import type { Locale } from '../texts/locales.ts';
import { maskPersonal } from '../texts/mask.ts';
import type { Texts } from '../texts/texts.ts';
import { officeOf, placeWords, quantityOf, seatName } from './proposal-words.ts';
import type { Cell, Sheet } from './xlsx-stream.ts';

/** What the list of proposals is made of. */
export interface ProposalSheet {
  /** In the order of the list, with what was spoken written down as far as it is. */
  proposals: AsyncIterable<Proposal>;
  regions: Region[];
  /** Of the district, as documents have it. */
  district: string;
  texts: Texts;
  locale: Locale;
  /** IANA name; days are of this zone. */
  timeZone: string;
}

/** Everything that one row is made of. */
interface Known extends Pick<ProposalSheet, 'district' | 'texts' | 'locale'> {
  place: number;
  region: Region | undefined;
  day(date: Date): string;
}

interface Column {
  heading: string;
  /** In characters. */
  width: number;
  of?: (proposal: Proposal, known: Known) => Cell;
}

/**
 * Daftar usulan: the 26 columns in the order and with the names that SIPD's own export uses, so that offices find their way.
 * What nobody has filled in yet (money, say) stays empty: it is filled in by hand. Offices send the list back with their states and
 * recommendations; `tiers/file/` reads it.
 */
const columns: readonly Column[] = [
  { heading: 'No', width: 5, of: (_, { place }) => place },
  { heading: 'Id Usulan', width: 18, of: ({ code }) => code },
  { heading: 'Tanggal Usul', width: 13, of: ({ submittedAt }, { day }) => day(submittedAt) },
  { heading: 'Pengusul', width: 26, of: proposer },
  {
    heading: 'Profil',
    width: 14,
    of: ({ quotaKey }, known) => officeOf(quotaKey, known),
  },
  { heading: 'Usulan', width: 44, of: ({ title }) => maskPersonal(title) },
  { heading: 'Masalah', width: 44, of: ({ answers }) => wordsOf(answers.problem) },
  { heading: 'Alamat', width: 28, of: ({ answers }) => placeWords(answers.place) },
  { heading: 'Kabupaten', width: 20, of: (_, { district }) => district },
  { heading: 'Kecamatan', width: 16, of: ({ kecamatan }, { region }) => region?.kecamatan.name ?? kecamatan },
  { heading: 'Kelurahan/Desa', width: 18, of: ({ village }, { region }) => region?.name ?? village },
  { heading: 'Usulan Ke', width: 9, of: ({ _id }) => Number(_id.split('.').at(-1)) },
  { heading: 'OPD Tujuan Awal', width: 20 },
  { heading: 'OPD Tujuan Akhir', width: 20 },
  {
    heading: 'Status',
    width: 24,
    of: ({ status }, { texts, locale }) => texts.t(locale, `proposal.status.${status}`),
  },
  { heading: 'Catatan', width: 40, of: (proposal) => officeNote(proposal) || null },
  { heading: 'Rekomendasi Mitra', width: 18, of: recommendedBy('mitra') },
  { heading: 'Rekomendasi Kelurahan/Desa', width: 18, of: recommendedBy('desa') },
  { heading: 'Rekomendasi Kecamatan', width: 18, of: recommendedBy('kecamatan') },
  { heading: 'Rekomendasi SKPD', width: 18, of: recommendedBy('skpd') },
  { heading: 'Rekomendasi TAPD', width: 18, of: recommendedBy('tapd') },
  { heading: 'Volume', width: 9, of: ({ answers }) => quantityOf(answers.size)?.amount ?? null },
  { heading: 'Satuan', width: 9, of: ({ answers }) => quantityOf(answers.size)?.unit ?? null },
  { heading: 'Anggaran', width: 14 },
  { heading: 'Jenis Belanja', width: 14 },
  { heading: 'Sub Kegiatan', width: 20 },
];

/** The list as a spreadsheet: seats instead of names, and no number that could lead to a person within the words. */
export function proposalSheet(sheet: ProposalSheet): Sheet {
  return { name: 'Daftar usulan', columns, rows: rowsOf(sheet) };
}

async function* rowsOf({ proposals, regions, timeZone, ...known }: ProposalSheet): AsyncGenerator<Cell[]> {
  const villages = new Map(regions.map((region) => [region._id, region]));
  const format = new Intl.DateTimeFormat(known.locale, { dateStyle: 'medium', timeZone });
  let place = 0;
  for await (const proposal of proposals) {
    place += 1;
    const region = villages.get(proposal.village);
    const all: Known = { ...known, place, region, day: (date) => format.format(date) };
    yield columns.map(({ of }) => of?.(proposal, all) ?? null);
  }
}

/** "Ketua RT 03 Desa Juai": the seat, for names and numbers leave in no list. */
function proposer(proposal: Proposal, known: Known): string {
  return [seatName(proposal, known), known.region?.name ?? proposal.village].filter(Boolean).join(' ');
}

/** What an actor said last. */
function recommendedBy(actor: Recommender): (proposal: Proposal) => Cell {
  return (proposal) => recommendationsBy(proposal).get(actor)?.at(-1)?.words ?? null;
}

const wordsOf = (answer: Answer | undefined): Cell =>
  answer?.value.kind === 'text' ? maskPersonal(answer.value.text) : null;
