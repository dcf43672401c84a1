import fc from 'fast-check';
import type { Input } from '../../src/conversation/types.ts';

/** Texts that have broken bots before: empty, endless, invisible, markup, keys of JavaScript objects, ICU, commands. */
const nastyTexts = [
  ...[
    '',
    ' ',
    '\n\n',
    '.',
    '?',
    '0',
    '-1',
    '1e9',
    '999999999999',
    'NaN',
    '1/0',
    '½',
    '3 x',
    'x 3',
    '0 x 0 m',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    'undefined',
    'null',
    '{}',
    '[object Object]',
  ],
  ...[
    '🙏🙏🙏',
    '👩‍👩‍👧‍👦',
    '‮jalan rusak',
    'السلام عليكم',
    '\u0000\u0007\u001b[31m',
    '​‍⁠',
    '<b>x</b>',
    '{name, plural,',
    "'{'",
  ],
  ...[
    '{{x}}',
    "'; DROP TABLE usulan; --",
    '$where',
    '=1+1',
    'a'.repeat(10_000),
    'aspal '.repeat(2000),
    '1'.repeat(400),
  ],
  ...['1'.repeat(10_000), '🙏'.repeat(4000), ' '.repeat(10_000), 'nomor '.repeat(1500), 'dua '.repeat(2000)],
];
/** Messages that ask for several things, and answers to the offer to split them. */
const severalTexts = [
  'Perbaikan jalan ke kebun; pengadaan bibit karet; minta lampu di pasar',
  '1. Sumur bor untuk warga 2. Pelatihan menjahit ibu-ibu',
  'satu-satu',
  'pakai yang tadi',
];
/** One message that answers several questions. */
const fullTexts = [
  'Perbaikan jalan ke kebun karet 200 m di RT 03 untuk 45 KK',
  'Mohon pelatihan menjahit untuk 20 ibu-ibu di RT 02',
  'Jalan rusak di RT 05. Minta pengerasan jalan 1,5 km untuk 60 KK miskin',
];
const commandTexts = [
  ...[
    'kembali',
    'KEMBALI',
    'ubah',
    'batal',
    'bantuan',
    'petugas',
    'status',
    'bahasa',
    'stop',
    'mulai',
    'lewati',
  ],
  ...[
    '/mulai',
    '/status@rembuk_bot',
    'cek RR-26-0103-0001',
    'CEK rr 26 0103 0001',
    'cek',
    'bulik',
    'liwati',
    'patugas',
  ],
  ...[
    'back',
    'change',
    'cancel',
    'help',
    'staff',
    'language',
    'start',
    'skip',
    'kembai',
    'bntuan',
    'ampih',
    'tarus',
  ],
];
const answerTexts = [
  ...[
    '1',
    '2',
    '3',
    '9',
    'dua',
    'asa',
    'no 2',
    '1.',
    '1. Ya, mulai',
    'ya',
    'inggih',
    'yes',
    'tidak',
    'kel miskin',
  ],
  ...[
    '800 m',
    'tiga puluh orang',
    '1,5 km',
    '3 x 4 m',
    '30',
    '30 KK',
    'RT 03',
    'Juai',
    'dekat masjid',
    'selesai',
    'kirim',
  ],
  ...[
    'jalan ke kebun rusak',
    'pelatihan menjahit untuk ibu-ibu',
    'usulan lain',
    'seluruh dsa',
    'belum tau',
    '800 gajah',
  ],
];

const media = fc.record({ id: fc.string({ minLength: 1, maxLength: 20 }), mime: fc.constant('image/jpeg') });
const text = (texts: fc.Arbitrary<string>) => texts.map((one): Input => ({ kind: 'text', text: one }));

/** Anything a channel can hand over, the unlikely and the impossible included. */
export const randomInput: fc.Arbitrary<Input> = fc.oneof(
  { weight: 4, arbitrary: text(fc.constantFrom(...answerTexts)) },
  { weight: 4, arbitrary: text(fc.constantFrom(...commandTexts)) },
  { weight: 3, arbitrary: text(fc.constantFrom(...nastyTexts)) },
  { weight: 2, arbitrary: text(fc.constantFrom(...severalTexts)) },
  { weight: 2, arbitrary: text(fc.constantFrom(...fullTexts)) },
  { weight: 2, arbitrary: text(fc.string({ unit: 'grapheme', maxLength: 60 })) },
  { weight: 1, arbitrary: text(fc.string({ unit: 'binary', maxLength: 200 })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'yes',
        'later',
        'rt',
        'village',
        'send',
        'change',
        'cancel',
        'another',
        'finished',
        '',
        '__proto__',
        'id',
        'en',
      )
      .map((value): Input => ({ kind: 'choice', value })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('location' as const),
      lat: fc.oneof(fc.double(), fc.constant(-2.33), fc.constant(Number.NaN)),
      lon: fc.oneof(fc.double(), fc.constant(115.6), fc.constant(Number.POSITIVE_INFINITY)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ media, caption: fc.option(fc.string({ maxLength: 2000 })) })
      .map(
        ({ media: one, caption }): Input => ({ kind: 'photo', media: one, ...(caption ? { caption } : {}) }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('voice' as const), media, seconds: fc.double({ min: 0 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('contact' as const), phone: fc.string() }) },
  {
    weight: 1,
    arbitrary: fc
      .record({ what: fc.string(), caption: fc.option(fc.string({ maxLength: 2000 })) })
      .map(({ what, caption }): Input => ({ kind: 'unsupported', what, ...(caption ? { caption } : {}) })),
  },
);
