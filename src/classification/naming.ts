/** What a proposal names, for telling twins: things of the field, other words, and places by number. */
import { learnWording } from './learn-wording.ts';
import { readLexicon } from './lexicon.ts';
import { type Normaliser, normaliserOf } from './normalise.ts';

/** Each once, in the order of the text. */
export interface Naming {
  /** Terms of the lexicon and other things that are asked for. */
  things: string[];
  /** Other words that name or describe something, as roots. */
  words: string[];
  /** Places by number: `rt 3`, `sekolah 2`. */
  places: string[];
}

/** Words that say that something is asked for, for whom and why, not what: they make all proposals alike. */
const asking = new Set(
  (
    'minta mohon bantu bantuan ada adakan buat untuk baik baru lanjut perlu butuh ingin mau belum tidak sudah dekat depan samping ' +
    'kampung warga masyarakat kegiatan program tolong handak harap pembangunan perbaikan pengadaan rusak permukiman banyak sekali ' +
    'kurang lagi bisa dapat gasan tuju umum susah sulit pasang tambah perkerasan miskin orang kami keluarga parah layak sehat gratis ' +
    'sampai masih sarana prasarana kelompok becek licin dong pak'
  ).split(' '),
);
/** Things that have no line in the lexicon, for they have no other names. */
const plain = new Set(
  (
    'jalan rumah pagar gedung mesin alat kebun halaman atap kandang kolam perahu kambing komputer buku obat kursi meja lapangan ' +
    'toko warung gudang pompa jaring kerupuk sungai seragam tandon lampu tower kopi cabai jagung sawit kelapa kuburan sepatu ' +
    'rak modal tenda toilet'
  ).split(' '),
);
/** Terms that people do not tell from plainer ones when they ask. */
const plainer: Record<string, string> = { rtlh: 'rumah', gang: 'jalan' };

let known: { normalise: Normaliser; terms: Set<string> } | undefined;

/**
 * Reads the repository's lexicon, which takes some tenths of a second on a busy machine: done beforehand, it keeps nobody
 * waiting in the middle of a talk.
 */
export function prepareNaming(): void {
  known ??= prepare();
}

/** Reads what a text names, by the repository's lexicon. */
export function readNaming(text: string): Naming {
  known ??= prepare();
  const { normalise, terms } = known;
  const named = normalise(text)
    .map(({ word }) => plainer[word] ?? word)
    .filter((word) => !asking.has(word));
  const isThing = (word: string) => terms.has(word) || plain.has(word);
  return {
    things: [...new Set(named.filter(isThing))],
    words: [...new Set(named.filter((word) => !isThing(word)))],
    places: placesIn(text),
  };
}

function prepare() {
  const lexicon = readLexicon();
  const wording = learnWording(lexicon, []);
  return { normalise: normaliserOf(wording), terms: new Set(wording.synonyms.flatMap(([, term]) => term)) };
}

/** Numbers that tell places and buildings apart; `RT 08` and `rt8` are one, SD and SDN too. */
function placesIn(text: string): string[] {
  const found = text
    .toLowerCase()
    .matchAll(/\b(rt|rw|sd|smp|sma|smk|mi|mts|tk|paud|dusun|blok|posyandu|handil)n?[\s.]*0*(\d{1,3})\b/g);
  return [...new Set([...found].map(([, kind, number]) => `${kind} ${number}`))];
}
