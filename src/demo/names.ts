import type { Office } from '../people/participant.model.ts';
import type { Random } from './random.ts';

/** Given names that are common in the district; whoever bears one of these pairs is invented. */
const men = [
  'Abdul Hadi',
  'Ahmad Supian',
  'Arbain',
  'Bahrudin',
  'Fahrurrazi',
  'Hamdani',
  'Iberahim',
  'Jumadi',
  'Junaidi',
  'Kasmudi',
  'Mahyuni',
  'Masrani',
  'Misran',
  'Rahmadi',
  'Rusdiansyah',
  'Salman',
  'Suriansyah',
  'Syahrani',
  'Taufikurrahman',
  'Zainal',
];
const women = [
  'Fitriani',
  'Halimah',
  'Hasanah',
  'Jamilah',
  'Mariatul Kiptiah',
  'Norhayati',
  'Noorlaila',
  'Rahmah',
  'Rusmini',
  'Salasiah',
  'Siti Aminah',
  'Wahidah',
];
const second = ['Anwar', 'Arsyad', 'Basri', 'Effendi', 'Hasan', 'Ilyas', 'Noor', 'Rahman', 'Saleh', 'Yusuf'];

/** One office in so many is held by a woman, beside those of the PKK, which all are. */
const womenEvery = 5;

/** Gives names out, none twice while there are any left. The same chance gives the same names. */
export function namer(chance: Random): (office: Office) => string {
  const pairs = (given: readonly string[]) =>
    chance.shuffle(given.flatMap((one) => second.map((other) => `${one} ${other}`)));
  const [ofMen, ofWomen] = [pairs(men), pairs(women)];
  const given = { men: 0, women: 0 };
  return (office) => {
    if (office === 'pkk' || chance.below(womenEvery) === 0) return take(ofWomen, given.women++);
    return take(ofMen, given.men++);
  };
}

const take = (names: readonly string[], index: number) => names[index % names.length] ?? '';
