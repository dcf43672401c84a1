/** Words for numbers in Indonesian, Banjar and English. */

const table = (words: string) =>
  words.split(' ').map((pair): [string, number] => {
    const [word = '', amount] = pair.split(':');
    return [word, Number(amount)];
  });

/** Numbers that are one word. Banjar where it differs (asa, talu, pitu, salawi, ...). */
export const ones: ReadonlyMap<string, number> = new Map([
  ...table('nol:0 kosong:0 satu:1 dua:2 tiga:3 empat:4 lima:5 enam:6 tujuh:7 delapan:8 sembilan:9'),
  ...table(
    'sepuluh:10 sebelas:11 selusin:12 seratus:100 seribu:1000 setengah:0.5 stengah:0.5 seperempat:0.25 stgh:0.5 setngah:0.5 sratus:100 sribu:1000',
  ),
  ...table(
    'asa:1 esa:1 talu:3 talung:3 walung:8 ampat:4 anam:6 pitu:7 walu:8 dalapan:8 sanga:9 sapuluh:10 sabalas:11 sawalas:11',
  ),
  ...table(
    'salusin:12 salikur:21 selikur:21 salawi:25 saratus:100 saribu:1000 satangah:0.5 satengah:0.5 saparapat:0.25',
  ),
  ...table(
    'zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12',
  ),
  ...table('thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 half:0.5'),
  ...table('twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90'),
]);

/** Words that multiply the number before them, also as thumbs write them: where one is not known, "tiga pulu" is three. */
export const multiples: ReadonlyMap<string, number> = new Map([
  ...table(
    'puluh:10 ratus:100 ribu:1000 rb:1000 rbu:1000 juta:1000000 jt:1000000 lusin:12 hundred:100 thousand:1000',
  ),
  ...table('pulu:10 pluh:10 pulh:10 plh:10 ratu:100 rtus:100 rts:100 ribuh:1000'),
]);

/** Words that make a number from eleven to nineteen, or from 21 to 29, of the one before them, and by how much. */
export const additions: ReadonlyMap<string, number> = new Map(
  table('belas:10 balas:10 walas:10 blas:10 bls:10 likur:20'),
);

/** Words for the place in a row: "yang pertama". */
export const ordinals: ReadonlyMap<string, number> = new Map([
  ...table('pertama:1 kesatu:1 kedua:2 ketiga:3 keempat:4 kelima:5 keenam:6 ketujuh:7 kedelapan:8'),
  ...table('patama:1 partama:1 kadua:2 katalu:3 kaampat:4 kalima:5 kaanam:6 kapitu:7 kawalu:8'),
  ...table('first:1 second:2 third:3 fourth:4 fifth:5 sixth:6 seventh:7 eighth:8'),
]);
