import { isNear } from '../../texts/near.ts';

/** Units as they are kept, and how people write them in the three languages. Things that are counted are `unit`. */
const spellings: Record<string, string> = {
  m: 'm|meter|mtr|metr|mete|metre|metres|meters|mater|meteran',
  m2: 'm2|m²|meter persegi|mtr persegi|m persegi|meter2|meter kuadrat|square metres|square meters|persegi',
  m3: 'm3|m³|meter kubik|mtr kubik|m kubik|kubik|kubikasi|cubic metres|cubic meters',
  km: 'km|kilo|kiloan|kilometer|kilo meter|kilometre|kilometres|kilometers|kolimeter',
  ha: 'ha|hektar|hektare|hektaran|hectare|hectares|hekto are',
  borong: 'borong|borongan',
  orang:
    'orang|org|urang|oang|peserta|jiwa|warga|anggota|people|persons|person|women|men|participants|anak|siswa|murid|ibu|pemuda|petani|kader|lansia',
  KK: 'kk|keluarga|kepala keluarga|kapala kaluarga|kaluarga|families|households|family|household|rumah tangga',
  // Lists of proposals say "1 Ls", a lump sum.
  paket: 'paket|pkt|pakit|package|packages|ls|lumpsum|lump sum',
  titik: 'titik|ttk|lokasi|tempat|wadah|buah titik|points|point|spots',
  ekor: 'ekor|ikung|ikong|ikur|head|sapi|kambing|ayam|itik',
  kelompok: 'kelompok|klp|kelompk|kalumpuk|poktan|kwt|groups|group',
  batang: 'batang|btg|bibit|pohon|pucuk|trees|seedlings',
  kg: 'kg|kilogram|kilo gram|kilograms',
  ton: 'ton|tons',
  liter: 'liter|ltr|litres|liters',
  unit:
    'unit|unite|units|buah|bh|biji|bj|bigi|bigian|buting|set|rumah|alat|mesin|buku|lembar|ruang|ruangan|lokal|kelas|kamar|pintu|' +
    'jembatan|jambatan|titian|sumur|pompa|lampu|tiang|gedung|bangunan|kios|kolam|kandang|warung|posko|gardu|balai|pos|' +
    'tandon|bak|wc|jamban|toilet|tower|traktor|perahu|jukung|kelotok|gerobak|laptop|komputer|meja|kursi|rtlh|los|lapak|petak|ruas|dermaga|stel|pieces|pcs|items',
};

const unitOf = new Map(
  Object.entries(spellings).flatMap(([unit, all]) => all.split('|').map((word) => [word, unit] as const)),
);

/** Words in which a slip is forgiven. Not in short ones, nor where a slip makes another word: "lorong" is no "borong". */
const forgiven = 'meter kilometer hektar hektare keluarga kelompok peserta kubik'.split(' ');

/** The unit a plain text begins with, its longest words first ("meter persegi" before "meter"); a slip is forgiven. */
export function unitAtStart(text: string): string | null {
  // What stands in the next clause is of the next number.
  if (/^[,.]/.test(text)) return null;
  const parts = wordsOf(text);
  for (const length of [2, 1]) {
    const unit = unitOf.get(parts.slice(0, length).join(' '));
    if (unit && parts.length >= length) return unit;
  }
  const [word = ''] = parts;
  const near = forgiven.find((known) => isNear(word, known));
  return (near && unitOf.get(near)) ?? null;
}

/** The unit that a plain word is, spelled as it should be. */
export const exactUnit = (word: string): string | null => unitOf.get(word) ?? null;

/** The last unit that is named in a plain text: "meter lah". */
export function unitAtEnd(text: string): string | null {
  return wordsOf(text).reduce<string | null>((unit, word) => unitOf.get(word) ?? unit, null);
}

const wordsOf = (text: string) =>
  text
    .replaceAll(/[.,/-]+/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
