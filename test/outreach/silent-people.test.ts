import { describe, expect, it } from 'vitest';
import { inviteAll } from '../../src/demo/invite-all.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { markReceipt, writeInvitations } from '../../src/outreach/model/invitations.ts';
import { silenceOf } from '../../src/outreach/planning/silence.ts';
import { findSilent } from '../../src/outreach/planning/silent-people.ts';
import { replacePerson } from '../../src/people/change.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { holdersOf } from '../../src/people/search.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { callListPdf, callListRows, describeSilence } from '../../src/reports/call-list.ts';
import { csvOf } from '../../src/reports/csv.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { type Scope, wholeDistrict } from '../../src/users/scope.ts';
import { balanganRegions } from '../support/lists.ts';
import { aParticipant, someAnswers } from '../support/proposing.ts';
import { useTalks } from '../support/talks.ts';

const texts = loadTexts();

describe('RT sunyi, in a round that is held', () => {
  const held = useTalks();
  const people = new Map<string, Participant>();

  /** Enters somebody known to the test by a word, which is their address too. */
  async function enter(word: string, reachable = true): Promise<Participant> {
    const person = await held().talks.enter(reachable ? word : undefined);
    people.set(word, person);
    return person;
  }
  async function silent(area = {}, scope: Scope = wholeDistrict) {
    const { flows } = held().talks.app.runtime;
    const found = await findSilent('2026', area, scope, flows);
    const wordOf = new Map([...people].map(([word, { _id }]) => [_id, word]));
    return Object.fromEntries(
      found.map((one) => [
        wordOf.get(one.participant._id),
        [one.silence, describeSilence(one, texts, 'id')].filter(Boolean).join(': '),
      ]),
    );
  }
  const receipt = async (word: string, status: 'delivered' | 'read') => {
    const row = await InvitationModel.findOne({ participant: people.get(word)?._id ?? '' }).lean();
    expect(await markReceipt('simulator', row?.messageId ?? '', status, new Date())).toBe(true);
  };

  it('tells apart whom nothing reached, who has not read, who is silent, and who stopped where', async () => {
    const { talks } = held();
    const reached = [
      'sent',
      'delivered',
      'seen',
      'agreed',
      'begun',
      'later',
      'stop',
      'stranger',
      'ready',
      'heard',
    ];
    for (const word of reached) await enter(word);
    await enter('blocked');
    await enter('nowhere', false);
    talks.simulator.failNext({ kind: 'refused', reason: 'no such chat' }, { address: 'blocked' });
    await inviteAll('2026', [...people.values()], talks.app.runtime.channels, new Date());
    await talks.quiet();

    await receipt('delivered', 'delivered');
    await receipt('seen', 'read');
    const say = async (word: string, ...lines: string[]) => {
      for (const line of lines) {
        await talks.say(word, line);
        await talks.quiet();
      }
    };
    await say('agreed', 'Ya');
    await say('begun', 'Ya', '1', 'Jalan usaha tani rusak parah', '6');
    await say('later', 'Nanti saja');
    await say('stop', 'STOP');
    await say('stranger', 'Bukan saya');
    await say(
      'ready',
      ...['Ya', '1', 'Jalan ke kebun rusak, karet tidak terangkut', '1', 'Perbaikan jalan kebun karet'],
      ...['dekat langgar', '800 meter', '30', '1', '1', 'LEWATI'],
    );
    const round = await currentRound();
    const heard = people.get('heard');
    if (!round || !heard) throw new Error('no round');
    await submitProposal({
      round: round,
      participant: heard,
      number: 1,
      answers: someAnswers(),
      channel: 'simulator',
      now: new Date(),
    });

    expect(await silent()).toEqual({
      sent: 'not-read',
      delivered: 'not-read',
      seen: 'read',
      agreed: 'stopped: berhenti di pertanyaan 1 dari 9',
      begun: 'stopped: berhenti di pertanyaan 4 dari 9',
      later: 'stopped: belum menyatakan bersedia, memilih nanti',
      ready: 'stopped: semua dijawab, tinggal dikirim',
      blocked: 'not-delivered: tidak dapat disampaikan',
      nowhere: 'not-delivered: belum ada saluran; berikan tautan Telegram pribadinya',
    });
  });

  it('is of an area, of a round, and never of a seat whose former holder has sent something', async () => {
    expect(await silent({ kecamatan: ['63.11.02'] })).toEqual({});
    expect(Object.keys(await silent({ kecamatan: ['63.11.01'], village: '63.11.01.2003' }))).toHaveLength(9);
    const village = (code: string): Scope => ({ kind: 'village', codes: [code], kecamatan: ['63.11.01'] });
    expect(Object.keys(await silent({}, village('63.11.01.2003')))).toHaveLength(9);
    expect(await silent({ village: '63.11.01.2003' }, village('63.11.01.2008'))).toEqual({});
    expect(await findSilent('2019', {}, wholeDistrict, held().talks.app.runtime.flows)).toEqual([]);

    for (const word of ['heard', 'seen']) {
      const former = people.get(word);
      await replacePerson(former?._id ?? '', { name: `Pengganti ${word}`, phone: null }, new Date());
      const [next] = former ? await holdersOf(former, wholeDistrict) : [];
      if (!next || next._id === former?._id) throw new Error('not replaced');
      people.set(`after ${word}`, next);
      await writeInvitations({ _id: '2026.9', round: '2026' }, [], [next], new Set(), new Date());
    }
    const now = await silent();
    expect(now).toMatchObject({ 'after seen': expect.stringContaining('not-delivered') });
    expect(Object.keys(now)).not.toContain('seen');
    expect(Object.keys(now)).not.toContain('after heard');
  });
});

describe('who is silent, by invitation and talk', () => {
  it.each([
    ['queued', null, null],
    ['sending', null, null],
    ['unknown', null, 'not-delivered'],
    ['failed', null, 'not-delivered'],
    ['sent', null, 'not-read'],
    ['read', null, 'read'],
    ['answered', { status: 'open', submitted: 0 }, 'stopped'],
    ['answered', { status: 'later', submitted: 0 }, 'stopped'],
    ['answered', { status: 'open', submitted: 1 }, null],
    ['answered', { status: 'done', submitted: 0 }, null],
    ['answered', { status: 'stopped', submitted: 0 }, null],
    ['failed', { status: 'open', submitted: 0 }, 'stopped'],
  ] as const)('%s, with the talk %o: %s', (status, talk, expected) => {
    expect(silenceOf(status, talk)).toBe(expected);
  });
});

describe('the call list', async () => {
  const person = (fields: Parameters<typeof aParticipant>[0]) => aParticipant(fields);
  const list = {
    people: [
      {
        participant: person({ name: '=HYPERLINK("x")', phone: '+6281234567890' }),
        silence: 'not-delivered' as const,
        why: 'no-channel',
        stop: null,
      },
      {
        participant: person({ name: 'Siti, S.Pd', village: '63.11.08.2004', kecamatan: '63.11.08' }),
        silence: 'stopped' as const,
        why: '',
        stop: { at: 'question' as const, question: 4, of: 9, later: true },
      },
    ],
    regions: await balanganRegions(),
    texts,
    locale: 'id' as const,
    agency: 'Bapperida',
    round: 'Rembuk 2026',
    day: '5 Des 2026',
  };

  it('as CSV runs no formula and keeps the zero of a phone', () => {
    expect(csvOf(callListRows(list)).split('\r\n')).toEqual([
      'Kecamatan,Desa/kelurahan,Nama,Jabatan,RT,Nomor HP,Keadaan,Keterangan',
      `Juai,Juai,"'=HYPERLINK(""x"")",Ketua RT,03,0812-3456-7890,Belum sampai,belum ada saluran; berikan tautan Telegram pribadinya`,
      `Tebing Tinggi,Ju'uh,"Siti, S.Pd",Ketua RT,03,,Berhenti di tengah,"berhenti di pertanyaan 4 dari 9, memilih nanti"`,
      '',
    ]);
  });

  it('as PDF gives each village a page, and a page to nobody', async () => {
    const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;
    expect(pages(await callListPdf(list))).toBe(2);
    expect(pages(await callListPdf({ ...list, people: [] }))).toBe(1);
  });
});
