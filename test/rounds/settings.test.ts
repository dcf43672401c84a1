import { describe, expect, it } from 'vitest';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { closeRound, findRound, openRound, reopenRound, setRound } from '../../src/rounds/rounds.ts';
import { RoundSettingsError, readRoundSettings } from '../../src/rounds/settings.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { useDatabase } from '../support/database.ts';
import { balanganRegions } from '../support/lists.ts';

useDatabase([RoundModel]);

const texts = loadTexts();
const known = { flows: ['usulan'], regions: await balanganRegions() };
const now = new Date('2026-12-01T01:00:00Z');
const hours = (from: string, to: string, ...except: { weekday: number; from: string; to: string }[]) => ({
  from,
  to,
  except,
});
const audience = {
  kecamatan: [] as string[],
  villages: [] as string[],
  offices: [],
  channels: [],
  silentOnly: true,
};

/** What staff are told, in both languages of the problems. */
function toldOf(input: unknown, before = {}): string[] {
  try {
    readRoundSettings(input, known, before);
    return [];
  } catch (error) {
    if (!(error instanceof RoundSettingsError)) throw error;
    return error.problems.map(({ field, key, params }) => {
      expect(texts.t('en', `round.problem.${key}`, params)).not.toBe('');
      return `${field}: ${texts.t('id', `round.problem.${key}`, params)}`;
    });
  }
}

describe("a round's settings", () => {
  it.each([
    ['nothing at all', {}],
    ['days of one day', { firstDay: '2026-12-01', lastDay: '2026-12-01' }],
    ['a day taken away', { lastDay: null }],
    ['texts with known fields', { texts: { id: 'Yth. {kepada}, mari ke {tempat}.', bjn: null } }],
    ['any hour, and no reminders', { hours: null, reminders: [] }],
    [
      'a village of a chosen kecamatan',
      { audience: { ...audience, kecamatan: ['63.11.01'], villages: ['63.11.01.2003'] } },
    ],
  ])('take %s', (_what, input) => {
    expect(toldOf(input)).toEqual([]);
  });

  it.each([
    [
      'a field nobody knows, with the one meant',
      { texts: { id: 'Yth. {nma}, mari berkumpul.' } },
      'texts.id: Isian {nma} tidak dikenal. Mungkin maksudnya {nama}?',
    ],
    [
      'a field like no other',
      { texts: { bjn: 'Kula undang {gubernur} bakumpul.' } },
      'texts.bjn: Isian {gubernur} tidak dikenal.',
    ],
    [
      'a brace alone',
      { texts: { en: 'Dear {nama, please come along.' } },
      'texts.en: Ada kurung kurawal yang terbuka atau tertutup sendirian.',
    ],
    [
      'a text of a word',
      { texts: { id: 'Mari' } },
      'texts.id: Naskah undangan: 20 sampai 2.000 huruf, atau kosong.',
    ],
    [
      'a day that does not exist',
      { lastDay: '2026-02-30' },
      'lastDay: Hari terakhir: tulis tanggal yang ada, misalnya 2026-12-21.',
    ],
    [
      'an end before the beginning',
      { firstDay: '2026-12-05', lastDay: '2026-12-01' },
      'lastDay: Hari terakhir jatuh sebelum hari pertama.',
    ],
    [
      'a flow in which nothing is sent',
      { flow: 'daftar' },
      'flow: Alur: pilih salah satu alur usulan yang ada.',
    ],
    ['a quota of none', { quota: 0 }, 'quota: Jatah usulan per RT: bilangan bulat dari 1 sampai 50.'],
    [
      'a quota that is no number',
      { quota: Number.NaN },
      'quota: Jatah usulan per RT: bilangan bulat dari 1 sampai 50.',
    ],
    [
      'a kecamatan of elsewhere',
      { audience: { ...audience, kecamatan: ['31.71.01'] } },
      'audience.kecamatan: Kode wilayah 31.71.01 tidak ada di kabupaten ini.',
    ],
    [
      'a village outside the chosen kecamatan',
      { audience: { ...audience, kecamatan: ['63.11.02'], villages: ['63.11.01.2003'] } },
      'audience.villages: Desa Juai bukan bagian kecamatan yang dipilih, jadi tidak seorang pun di sana akan diundang.',
    ],
    [
      'an office that is none',
      { audience: { ...audience, offices: ['raja'] } },
      'audience.offices: Sasaran: pilih dari daftar.',
    ],
    [
      'hours that end before they begin',
      { hours: hours('20:00', '07:00') },
      'hours: Jam kirim: tulis seperti 07:00 sampai 20:00; setiap jeda harus mulai sebelum selesai.',
    ],
    [
      'hours that leave nothing',
      {
        hours: hours(
          '08:00',
          '09:00',
          ...[0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '07:00', to: '10:00' })),
        ),
      },
      'hours: Jam kirim ini tidak menyisakan satu menit pun untuk mengirim.',
    ],
    [
      'a second reminder before the first',
      { reminders: [168, 72] },
      'reminders: Pengingat kedua harus sesudah yang pertama.',
    ],
    [
      'three reminders',
      { reminders: [24, 48, 72] },
      'reminders: Pengingat: paling banyak dua, masing-masing 1 jam sampai 60 hari sesudah undangan terkirim.',
    ],
  ])('refuse %s', (_what, input, told) => {
    expect(toldOf(input)).toEqual([told]);
  });

  it('are all told of at once, and a last day is held against the first one that stands', () => {
    const told = toldOf({ quota: 0, answerDays: 99, hours: hours('7', '8') });
    expect(told.map((one) => one.split(':')[0]).sort()).toEqual(['answerDays', 'hours', 'quota']);
    expect(toldOf({ lastDay: '2026-11-30' }, { firstDay: '2026-12-01' })).toHaveLength(1);
    expect(toldOf({ lastDay: '2026-11-30', firstDay: null }, { firstDay: '2026-12-01' })).toEqual([]);
  });
});

describe('a change of a round', () => {
  it('leaves alone what is not said, and takes away what is null', async () => {
    await openRound(2026, now, { firstDay: '2026-12-01', lastDay: '2026-12-21', name: 'Rembuk uji' });
    const letter = { name: 'Undangan.pdf', sha256: 'aa', bytes: 10 };
    await setRound(
      '2026',
      { texts: { id: 'Yth. {kepada}, mari berkumpul.' }, place: 'Pendopo', letter },
      known,
    );
    await setRound(
      '2026',
      { texts: { bjn: 'Yth. {kepada}, ayu bakumpul.' }, lastDay: null, name: null },
      known,
    );
    expect(await findRound('2026')).toMatchObject({
      firstDay: '2026-12-01',
      quota: 3,
      message: {
        texts: { id: 'Yth. {kepada}, mari berkumpul.', bjn: 'Yth. {kepada}, ayu bakumpul.' },
        place: 'Pendopo',
        time: '',
        letter,
      },
    });
    const changed = await setRound(
      '2026',
      { letter: null, texts: { id: null }, quota: 5, hours: null },
      known,
    );
    expect(changed.lastDay).toBeUndefined();
    expect(changed.name).toBeUndefined();
    expect(changed.message?.letter).toBeUndefined();
    expect(changed).toMatchObject({ quota: 5, hours: null, message: { texts: { bjn: expect.anything() } } });
    expect(changed.message?.texts.id).toBeUndefined();
  });

  it('writes nothing of settings of which one is wrong', async () => {
    await expect(setRound('2026', { quota: 7, place: 'x'.repeat(201) }, known)).rejects.toThrow(
      RoundSettingsError,
    );
    expect(await findRound('2026')).toMatchObject({ quota: 5 });
  });

  it('is for an open round; a closed one can be opened again while no other is', async () => {
    await closeRound('2026');
    await expect(setRound('2026', { quota: 7 }, known)).rejects.toThrow('no open round');
    expect(await reopenRound('2026')).toBe(true);
    expect(await reopenRound('2026')).toBe(false);
    await closeRound('2026');
    await openRound(2027, now);
    await expect(reopenRound('2026')).rejects.toThrow('still open');
  });
});
