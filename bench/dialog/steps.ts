/**
 * The dialog that all contestants hold: consent, nine questions (the seventh has two parts), summary. The peers
 * ask it in the very words of our flow, so that texts and keyboards are of the same size, and people know a question by
 * its words whoever asks it.
 */

/** One message that asks for an answer. */
export interface Step {
  /** As our flow names it. */
  name: string;
  /** How people know a message that asks it. */
  asks: RegExp;
  /** As the peers ask it. */
  text: string;
  /** Buttons; what is answered must be one of them. */
  labels?: string[];
  /** What an answer must have, where it is no choice. */
  takes?: RegExp;
  /** What the person of a chat answers. */
  says: (chat: number) => string;
  /** How that answer is known where it is stored, among all others of the same person; absent where it is not kept. */
  kept?: (chat: number) => RegExp;
}

/**
 * What people wish for: a problem and its remedy each. None of them answers another question besides, as a course does that of
 * land, for everybody is to be asked the same. A twin is found in ours where two of a village wish the same.
 */
const wishes = [
  ['Jalan ke kebun karet rusak berat kalau hujan', 'Perbaikan jalan ke kebun karet'],
  ['Air sumur kering tiap kemarau', 'Pembuatan sumur bor untuk warga'],
  ['Lulusan sekolah banyak yang menganggur', 'Pembangunan balai latihan kerja'],
  ['Ibu hamil jauh ke tempat periksa', 'Rehab bangunan posyandu'],
  ['Sawah sering terendam banjir', 'Normalisasi saluran irigasi sawah'],
  ['Harga karet turun dan penghasilan kecil', 'Pembangunan gudang pengering karet'],
  ['Rumah warga banyak yang bocor dan lapuk', 'Bedah rumah tidak layak huni'],
  ['Jembatan gantung sudah lapuk papannya', 'Penggantian lantai jembatan gantung'],
  ['Anak kecil tidak punya tempat belajar', 'Pembangunan gedung PAUD'],
  ['Usaha rumah tangga sulit berkembang', 'Pembangunan kios di pasar desa'],
  ['Gang gelap dan rawan pada malam hari', 'Pemasangan lampu jalan'],
  ['Tebing sungai longsor dekat rumah', 'Siring tebing sungai'],
] as const;

const wishOf = (chat: number) => wishes[chat % wishes.length] ?? wishes[0];
/** A word that nobody else says, and they only to this question. */
const own = (chat: number, question: number) => `w${chat}q${question}`;
const ownWord = (question: number) => (chat: number) => new RegExp(`\\b${own(chat, question)}\\b`);
const meters = (chat: number) => 3_000 + (chat % 6_000);
const households = (chat: number) => 100 + (chat % 900);

/** A question with buttons of which everybody presses the same one. */
const choice = (
  name: string,
  asks: RegExp,
  text: string,
  labels: string[],
  pressed: number,
  value: string,
) => {
  const label = `${pressed + 1}. ${labels[pressed]}`;
  return {
    name,
    asks,
    text,
    labels,
    says: () => label,
    kept: () => new RegExp(`${labels[pressed]}|"${value}"`),
  };
};

const consentText =
  "Assalamu'alaikum, Pak/Bu Ketua RT 03 Desa Juai. Bapperida Kabupaten Balangan mengundang Bapak/Ibu ikut Rembuk Remas 2026: usulan untuk RKPD 2027. Nama dan nomor HP dipakai hanya untuk rembuk ini, tidak ditampilkan ke umum. Isi usulan, tanpa nama, dilihat tetangga yang usulannya mirip dan melatih pemilah usulan. Ketik PRIVASI untuk penjelasan lengkap. Ketik STOP kapan saja. Bersedia?";
const areaText = `Kondisi Kabupaten Balangan menurut BPS:
1. Kemiskinan: 4,87% (2024), turun dari 5,22% (2023), membaik
2. Ketimpangan: 0,302 (2024), angka Provinsi Kalimantan Selatan, turun dari 0,313 (2023), membaik
Usulan yang menolong salah satu masalah ini lebih mungkin diterima.

Jatah usulan: sisa 3 dari 3 usulan.

1/9. Usulan ini untuk wilayah mana?`;

/** The steps every contestant asks, in their order. */
export const steps: Step[] = [
  {
    name: 'consent',
    asks: /Bersedia\?$/,
    text: consentText,
    labels: ['Ya, mulai', 'Nanti saja', 'Bukan saya'],
    says: () => '1. Ya, mulai',
  },
  choice('area', /^1\/9\./m, areaText, ['RT saya saja', 'Beberapa RT', 'Seluruh desa'], 0, 'rt'),
  {
    name: 'problem',
    asks: /^2\/9\./m,
    text: '2/9. Masalah apa yang paling dirasakan warga? Tulis singkat atau kirim suara.',
    takes: /.{5,}/,
    says: (chat) => `${wishOf(chat)[0]}, ${own(chat, 2)}`,
    kept: ownWord(2),
  },
  choice(
    'own_issue',
    /^3\/9\./m,
    '3/9. Masalah itu paling dekat ke mana?',
    ['Kemiskinan', 'Pengangguran', 'Pertumbuhan ekonomi', 'Pembangunan manusia', 'Ketimpangan', 'Belum tahu'],
    0,
    'kemiskinan',
  ),
  {
    name: 'proposal',
    asks: /^4\/9\./m,
    text: '4/9. Apa yang diusulkan? Contoh: perbaikan jalan menuju kebun karet.',
    takes: /.{8,}/,
    says: (chat) => `${wishOf(chat)[1]}, ${own(chat, 4)}`,
    kept: ownWord(4),
  },
  {
    name: 'place',
    asks: /^5\/9\./m,
    text: '5/9. Di mana tempatnya? Kirim lokasi, atau tulis patokan (dekat masjid, jembatan, dan sebagainya).',
    takes: /.{3,}/,
    says: (chat) => `dekat rumah ${own(chat, 5)}`,
    kept: ownWord(5),
  },
  {
    name: 'size',
    asks: /^6\/9\./m,
    text: '6/9. Berapa ukurannya? Contoh: 800 meter, 30 orang, 2 unit.',
    takes: /\d/,
    says: (chat) => `${meters(chat)} meter`,
    kept: (chat) => new RegExp(`\\b${meters(chat)}\\b`),
  },
  {
    name: 'households',
    asks: /^7\/9\. Kira/m,
    text: '7/9. Kira-kira berapa KK yang terbantu?',
    takes: /\d/,
    says: (chat) => `${households(chat)} kk`,
    kept: (chat) => new RegExp(`\\b${households(chat)}\\b`),
  },
  choice(
    'group',
    /^7\/9\. Siapa/m,
    '7/9. Siapa yang paling terbantu?',
    ['Umum', 'Keluarga miskin', 'Perempuan', 'Lansia', 'Disabilitas', 'Anak dan pemuda'],
    2,
    'perempuan',
  ),
  choice(
    'land',
    /^8\/9\./m,
    '8/9. Lahannya bagaimana?',
    ['Milik desa/umum', 'Warga bersedia', 'Belum jelas'],
    2,
    'unclear',
  ),
  {
    name: 'photos',
    asks: /^9\/9\. Ada foto/m,
    text: '9/9. Ada foto? Kirim 1 sampai 3 foto, atau ketik LEWATI.',
    takes: /^LEWATI$/i,
    says: () => 'LEWATI',
  },
];

/**
 * What ends a talk: the summary that answers the ninth question. Ours has classified the proposal by then and looked for twins
 * in the village, and asks about those first where there are some. Nothing is sent off: what follows in ours (a code, a
 * quota, queues) has no like in a dialog.
 */
export const ending = {
  asks: /Sudah benar\?|^Apakah sama dengan usulan|apa akibatnya bagi mereka/m,
  text: 'Kelengkapan: belum ada Foto. Boleh dikirim, bisa dilengkapi dengan UBAH.\n\nSudah benar? Kirim usulan ini?\n1. Kirim\n2. Ubah isu\n3. Ubah\n4. Batal',
};

/** What everybody says first. */
export const greeting = 'halo';

/** Messages of a person in a whole talk, the greeting among them. */
export const messagesOfTalk = steps.length + 1;
