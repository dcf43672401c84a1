import { exactUnit } from '../inputs/units.ts';
import { plainFigures } from '../plain-figures.ts';
import { askings } from '../request-words.ts';

/**
 * Whether what is asked for is given or taught and not built anywhere, so that it needs no land: "mohon mesin jahit 5 unit",
 * "pelatihan las". Not where something is built for it ("kandang dan bibit kambing"), or land itself is spoken of.
 */
export function needsNoLand(text: string): boolean {
  const typed = plainFigures(text);
  return !built.test(typed) && clausesOf(typed).some(asksForGoods);
}

const built =
  /\b(?:pembangunan|bangun|bangunan|membangun|mambangun|dibangun|pembuatan|buatkan|maulah|pemasangan|rehab|rehabilitasi|gedung|gudang|kandang|kolam|rumah|ruang|kios|lapak|balai|pos|bengkel|pabrik|tanah|lahan|build|building|land)\b/;
const giving =
  /^(?:pengadaan|mengadakan|adakan|bantuan|bantu|bantukan|pemberian|berikan|penambahan|tambahan|penyediaan|provide)$/;
const goods = new RegExp(
  `^(?:${[
    'pelatihan|latihan|kursus|penyuluhan|bimbingan|training|courses?|guru|bus sekolah|kambing|sapi|itik|ayam',
    'mesin (?!air)\\S+|alat(?! berat)|peralatan|perlengkapan|perahu|jukung|kelotok|traktor|hand ?traktor|gerobak|ambulans|ambulan',
    'mobil|motor|sepeda|laptop|komputer|printer|proyektor|meja|kursi|tenda|terop|sound system|seragam|buku|kulkas|kompor',
    'tempat sampah|tong sampah|bak sampah plastik|timbangan|jaring|pukat|modal|pupuk|bibit|benih|beasiswa|santunan',
    'sembako|obat|obat-obatan|boat|sewing machines?|laptops?|computers?|wheelchairs?|uniforms',
  ].join('|')})(?= |$)`,
);

const isCounted = (unit: string | null) => unit === 'unit' || unit === 'paket';
const clausesOf = (typed: string) => typed.split(/ , /);

/** A clause that begins with goods, behind words of asking and giving and how many there are. */
function asksForGoods(clause: string): boolean {
  const words = clause.split(' ');
  const isLead = (word: string) =>
    askings.has(word) || giving.test(word) || /^\d/.test(word) || isCounted(exactUnit(word));
  const first = words.findIndex((word) => !isLead(word));
  const most = first === -1 ? words.length : first + 1;
  return words.slice(0, most).some((_, from) => goods.test(words.slice(from).join(' ')));
}
