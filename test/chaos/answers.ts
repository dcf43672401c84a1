import type { Topic } from '../../src/demo/proposals.ts';
import type { Random } from '../../src/demo/random.ts';

/** What somebody means to answer to each question. */
export type Answers = Record<Topic, string>;

const things = ['jalan gang', 'siring sungai', 'drainase jalan', 'jalan usaha tani', 'titian kampung'];
const harms = [
  'rusak sejak banjir',
  'longsor waktu hujan',
  'tergenang setiap musim hujan',
  'licin dilalui anak',
];
const names = [
  'Hasan',
  'Rahmah',
  'Busra',
  'Aminah',
  'Syahril',
  'Norhayati',
  'Idris',
  'Masitah',
  'Jumri',
  'Salasiah',
];

/**
 * Invents answers of which no two are the same, neither one person's nor two people's, so that each one that is stored
 * tells whose it is and to which question it was said. Choices are told by their labels alone.
 * @param index place of the person, from 0
 */
export function inventAnswers(index: number, chance: Random): Answers {
  const thing = chance.pick(things);
  const name = chance.pick(names);
  const number = index + 1;
  return {
    area: chance.pick(['RT saya saja', 'Beberapa RT', 'Seluruh desa']),
    problem: `Warga susah karena ${thing} ${chance.pick(harms)}, catatan ${number} dari ${name}`,
    own_issue: chance.pick(['Kemiskinan', 'Pembangunan manusia', 'Pertumbuhan ekonomi']),
    proposal: `Perbaikan ${thing} menuju kebun ${name} ${number}`,
    place: `samping rumah ${name} ${number}`,
    size: `${1_000 + number} meter`,
    households: `${20 + number} KK`,
    group: chance.pick(['Umum', 'Lansia', 'Perempuan']),
    land: chance.pick(['milik desa', 'pemilik bersedia', 'belum jelas']),
    photos: 'LEWATI',
  };
}
