/** Words by which requests are told apart. Indonesian, Banjar, English. */
import { stem } from '../classification/stem.ts';

const words = (text: string) => new Set(text.split(' '));

/** Words for what is to be done, with which requests begin. */
export const doings = words(
  'perbaikan perbaiki memperbaiki diperbaiki pembangunan bangun membangun pembuatan buatkan membuat pengadaan adakan mengadakan ' +
    'bantuan bantu rehab rehabilitasi renovasi peningkatan pengerasan pengaspalan pengecoran semenisasi pelebaran ' +
    'pemasangan pasang pasangkan penambahan tambahan pelatihan kursus latihan pembinaan penyuluhan normalisasi ' +
    'pengerukan penyediaan pemberian lanjutan bedah mambaiki babaiki maulah manambah mambangun ' +
    'repair build provide training construction',
);

/** Words before those that say only that something is asked for. */
export const askings = words(
  'minta mohon tolong usul usulan mengusulkan kami kita saya ulun warga juga jua lawan dan wan serta lalu terus kemudian ' +
    'yang kedua ketiga keempat pertama selanjutnya berikutnya kalau bisa bila mungkin untuk agar supaya handak ingin mau ' +
    'selain samping di itu sama satu lagi sangat butuh perlu membutuhkan memerlukan ada please also we ask for need',
);

/** Those of them after which the thing itself is asked for: "minta lampu jalan". */
export const askingFor = words(
  'minta mohon tolong usul usulan mengusulkan handak ingin mau butuh perlu membutuhkan memerlukan need ask',
);

/** Things that are asked for, by kind: what is of one kind is often asked for together, and belongs together. */
const kinds: Record<string, string> = {
  way: 'jalan gang jembatan jambatan titian siring talud drainase selokan parit gorong-gorong gorong bangket bronjong turap trotoar halte dermaga jut road bridge',
  water: 'sumur jamban wc toilet pipa air tandon mck septiktank pdam pamsimas ipah well',
  house: 'rumah rtlh',
  light: 'lampu pju lpju listrik meteran lamp',
  farm: 'irigasi bibit pupuk ternak kambing sapi itik ayam ikan kolam traktor gudang kelotok jukung perahu jaring karet padi kandang benih pompa sawit kopi cabai keramba alsintan',
  trade: 'pasar kios umkm koperasi bumdes wisata gazebo kemasan market',
  health: 'posyandu poskesdes puskesmas pustu ambulans stunting pmt bidan imunisasi fogging',
  school: 'paud tk sd smp sekolah kelas perpustakaan beasiswa seragam tpa tpq guru school',
  net: 'internet wifi tower sinyal',
  craft: 'menjahit las bengkel komputer barista salon anyaman kerajinan montir magang blk',
  faith: 'masjid langgar mushola musholla makam kuburan',
  place: 'lapangan balai pagar gapura poskamling tenda',
  waste: 'sampah tps spal ipal',
  food: 'sembako bansos blt santunan bpjs',
  /** What goes with anything. */
  means: 'mesin alat modal',
};

/** The kind of each thing, by its root. */
export const kindOf: ReadonlyMap<string, string> = new Map(
  Object.entries(kinds).flatMap(([kind, its]) => its.split(' ').map((thing) => [stem(thing), kind] as const)),
);
export const MEANS = 'means';

/** Words that may stand before a list without being part of what is asked for. */
export const opening = words(
  'usulan usul kami kita saya warga rt desa yaitu adalah antara lain berikut ini ada beberapa dua tiga empat untuk yang ' +
    'diusulkan minta mohon mengusulkan sebagai tahun assalamualaikum pak bu bapak ibu mau dari permintaan daftar hal ' +
    'our proposals we ask for',
);

/** Words that lead to a place or a person: what follows them is not asked for, "jalan ke sekolah sama masjid". */
export const leading = words(
  'ke menuju dekat depan samping belakang antara dari sampai untuk bagi gasan di dalam ka muka higa parak to near for',
);

/** What may stand between the words that there is something, and what it is. */
export const namely = /^(?:yaitu|yakni|ialah|adalah|namely)[\s:,]+/i;

/** What a point of a list begins with that only tells of the thing asked for before it. */
export const details = words(
  'panjang lebar tinggi luas volume ukuran jumlah lokasi tempat alamat manfaat alasan anggaran biaya nama tanggal penerima ' +
    'karena untuk agar length width place',
);
