/** What somebody of an RT says to a whole proposal in `flows/usulan.yaml`, from the consent until it is sent. */
export const sayingItAll = (proposal = 'Perbaikan jalan menuju kebun karet'): string[] => [
  '1',
  '1',
  'Jalan ke kebun rusak berat kalau hujan',
  '3',
  proposal,
  'dekat jembatan gantung',
  '800 meter',
  '30 KK',
  'umum',
  'milik desa',
  'LEWATI',
  'kirim',
];

/** The same as a whole talk, from the greeting on, with nothing more to propose. */
export const aWholeTalk = (proposal?: string): string[] => ['halo', ...sayingItAll(proposal), 'selesai'];
