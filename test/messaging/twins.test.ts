import { beforeAll, describe, expect, it } from 'vitest';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { reread } from '../support/proposals.ts';
import { useTalks } from '../support/talks.ts';

const ani = { name: 'ani@balangan.go.id', role: 'coordinator', scope: wholeDistrict };

/** What somebody says from the invitation to the last of the nine questions. */
const proposes = (problem: string, proposal: string) =>
  [
    'halo',
    '1',
    '1',
    problem,
    '6',
    proposal,
    'belakang masjid',
    '40 meter',
    '20',
    '1',
    '1',
    'LEWATI',
  ] as const;

describe('two of a village who ask for the same', () => {
  const held = useTalks();
  // What is found is looked at here, not how quickly on a busy machine.
  beforeAll(() => {
    held().talks.app.runtime.patienceMs = 30_000;
  });

  async function saysAll(address: string, words: readonly string[]): Promise<string> {
    const before = held().talks.texts(address).length;
    await held().talks.tell(address, words);
    await held().talks.quiet();
    return held().talks.texts(address).slice(before).join('\n');
  }
  const codeIn = (text: string) => /Kode usulan: (RR-26-\d{4}-\d{4})/.exec(text)?.[1] ?? '';

  it('find each other: the second supports the first, both have their code, and both get the answer', async () => {
    const { talks } = held();
    const [first, second] = [await talks.enter('first'), await talks.enter('second')];
    const alone = await saysAll('first', [
      ...proposes('Sungai longsor', 'Siring sungai belakang masjid'),
      'kirim',
    ]);
    expect(alone).not.toContain('usulan serupa');
    const supported = codeIn(alone);

    const shown = await saysAll(
      'second',
      proposes('Tebing runtuh', 'Pembuatan siring sungai di belakang masjid'),
    );
    expect(shown).toContain(
      `1. RT ${first.rt}: Siring sungai belakang masjid, tempat: belakang masjid (${supported})`,
    );
    expect(shown).not.toContain(first.name);
    const received = await saysAll('second', ['dukung usulan itu', 'kirim']);
    expect(received).toContain(`Usulan serupa: mendukung RT ${first.rt} (${supported})`);
    expect(received).toContain(`Dukungan untuk usulan ${supported} tercatat.`);
    const own = codeIn(received);
    expect([own === '', own === supported]).toEqual([false, false]);
    expect(received).toContain('Sisa jatah 2 dari 3');

    const [head] = await ProposalModel.find({ participant: first._id }).lean();
    if (!head) throw new Error('nothing was sent');
    expect(await saysAll('first', ['STATUS'])).toContain('Didukung 1 RT atau lembaga lain.');
    const { revision } = await reread(head);
    await decide(head, revision, { outcome: 'accepted', sentence: 'Masuk daftar 2027.' }, ani, new Date());
    await releaseDecision(head._id, ani, new Date());
    await talks.quiet();
    expect(talks.texts('first').at(-1)).toMatch(new RegExp(`^Kabar usulan ${supported} `));
    const told = talks.texts('second').at(-1);
    expect(told).toContain(`Kabar usulan ${own} (Pembuatan siring sungai di belakang masjid): Disepakati.`);
    expect(told).toContain(`Dijawab bersama usulan ${supported} yang Bapak/Ibu dukung.`);
    const [his] = await ProposalModel.find({ participant: second._id }).lean();
    expect(his?.decision).toMatchObject({ with: supported, delivery: { status: 'sent' } });
  });

  it('are told when the supported one is answered before the other is sent', async () => {
    const { talks } = held();
    const first = await talks.enter('early');
    await talks.enter('late');
    const supported = codeIn(
      await saysAll('early', [...proposes('Gelap', 'Lampu jalan tikungan pasar'), 'kirim']),
    );
    const mirror = await saysAll('late', [...proposes('Gelap', 'lampu jalan di tikungan pasar'), 'dukung']);
    expect(mirror).toContain(`mendukung RT ${first.rt}`);
    const [head] = await ProposalModel.find({ participant: first._id }).lean();
    if (!head) throw new Error('nothing was sent');
    await decide(head, head.revision, { outcome: 'accepted', sentence: 'Ya.' }, ani, new Date());
    await releaseDecision(head._id, ani, new Date());
    const received = await saysAll('late', ['kirim']);
    expect(codeIn(received)).not.toBe('');
    expect(received).toContain(`Usulan ${supported} yang ingin didukung sudah lebih dulu dijawab`);
  });
});

describe('one who asks for several things in one message', () => {
  const held = useTalks();

  it('sends them one by one: each a proposal with a code of its own and the whole message as its words', async () => {
    const { talks } = held();
    const person = await talks.enter('several');
    const message = '1. Jembatan gantung ke kebun 2. Pelatihan menjahit untuk ibu-ibu';
    const before = ['halo', '1', '1', 'Sungai lebar', '6'];
    const after = ['dekat langgar', '1 unit', '20', '1'];
    await talks.tell('several', [...before, message, 'satu-satu', ...after, '1', 'LEWATI', 'kirim']);
    await talks.quiet();
    expect(talks.texts('several').at(-1)).toContain('- Pelatihan menjahit untuk ibu-ibu');
    const second = [
      'ada',
      '1',
      'Banyak yang menganggur',
      '6',
      'pakai yang tadi',
      'balai desa',
      '20 orang',
      '20',
      '1',
    ];
    await talks.tell('several', [...second, 'LEWATI', 'kirim']);
    await talks.quiet();
    const stored = await ProposalModel.find({ participant: person._id }).sort({ _id: 1 }).lean();
    expect(stored.map(({ title, answers }) => [title, answers.proposal?.words])).toEqual([
      ['Jembatan gantung ke kebun', message],
      ['Pelatihan menjahit untuk ibu-ibu', message],
    ]);
    expect(new Set(stored.map(({ code }) => code)).size).toBe(2);
    expect(talks.texts('several').at(-1)).toContain('Sisa jatah 1 dari 3');
  });
});
