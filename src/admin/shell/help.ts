/** Which help belongs to an address; the words are the locale's `help.page.<key>`. The first that fits counts. */
const pages: readonly (readonly [address: RegExp, key: string])[] = [
  [/^\/$/, 'home'],
  [/^\/usulan$/, 'proposals'],
  [/^\/usulan\/./, 'proposal'],
  [/^\/jawaban/, 'answers'],
  [/^\/peta/, 'map'],
  [/^\/rembuk\/[^/]+\/undangan/, 'invitations'],
  [/^\/rembuk\/[^/]+\/sunyi/, 'silent'],
  [/^\/rembuk\/[^/]+\/berita-acara/, 'minutes'],
  [/^\/rembuk/, 'rounds'],
  [/^\/peserta\/(daftar|orang)/, 'people'],
  [/^\/peserta\/impor/, 'import'],
  [/^\/peserta/, 'participants'],
  [/^\/tanya-jawab/, 'threads'],
  [/^\/realisasi/, 'works'],
  [/^\/surat/, 'letters'],
  [/^\/desa/, 'sheets'],
  [/^\/data-skpd/, 'skpd-data'],
  [/^\/tahapan/, 'tiers'],
  [/^\/model/, 'model'],
  [/^\/kesepakatan/, 'agreement'],
  [/^\/indikator/, 'indicators'],
  [/^\/kanal/, 'channels'],
  [/^\/antrean/, 'queues'],
  [/^\/pengguna/, 'users'],
  [/^\/jejak/, 'audit'],
  [/^\/akun/, 'account'],
  [/^\/simulator/, 'play'],
];

/** The key of an address's help; null where there is none, as on a page of an error. */
export const helpFor = (path: string): string | null =>
  pages.find(([address]) => address.test(path))?.[1] ?? null;
