import { beforeAll, describe, expect, it } from 'vitest';
import { finishWithdrawals } from '../../src/messaging/handling/confirming.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants, findParticipant, meetStranger, record } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { giveSupport } from '../../src/proposals/support.ts';
import { markWithdrawn } from '../../src/proposals/withdraw.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { reread } from '../support/proposals.ts';
import { someAnswers } from '../support/proposing.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice({ role: 'all' });
const village = '63.11.01.2003';
const kecamatan = '63.11.01';
let siti: Visitor;
let ani: Visitor;
beforeAll(async () => {
  siti = await office().signedIn('staff');
  ani = await office().signedIn('coordinator');
});

let chats = 0;
async function stranger(rt: string): Promise<Participant> {
  chats += 1;
  const { _id } = await meetStranger(`simulator:st${chats}`, 'Orang', officeMorning);
  await record.registration(_id, { name: `Orang ${chats}`, office: 'ketua-rt', rt, village, kecamatan });
  return anew(_id);
}
async function head(rt: string): Promise<Participant> {
  chats += 1;
  const seat = { name: `Pak RT ${rt}`, office: 'ketua-rt' as const, rt, village, kecamatan };
  const [entered] = await addParticipants([{ ...seat, address: `simulator:st${chats}` }], officeMorning);
  if (!entered) throw new Error('nobody was entered');
  return entered;
}
async function anew(id: string): Promise<Participant> {
  const found = await findParticipant(id);
  if (!found) throw new Error('gone');
  return found;
}
async function send(
  participant: Participant,
  text: string,
  supports?: Proposal,
  number = 1,
): Promise<Proposal> {
  const twins = { value: { kind: 'choice', choice: supports?.code ?? '' } as const, words: '', at: '' };
  const proposal = await submitProposal({
    round: office().round,
    participant,
    number,
    answers: { ...someAnswers(text), ...(supports ? { twins } : {}) },
    channel: 'simulator',
    now: officeMorning,
  });
  if (!proposal) throw new Error('the quota is used up');
  await giveSupport(proposal, officeMorning);
  return reread(proposal);
}
const told = ({ addresses }: Participant) =>
  office()
    .simulator.sentTo((addresses?.[0] ?? '').replace('simulator:', ''))
    .map(({ text }) => text);
const hears = (person: Participant, words: string) =>
  expect.poll(() => told(person).join('\n'), { timeout: 20_000 }).toContain(words);

describe('somebody who registered themselves', () => {
  it('is confirmed: the seat gets what they sent, and they are told', async () => {
    const person = await stranger('21');
    const proposal = await send(person, 'Sumur bor');
    expect((await siti.get('/usulan')).text).toContain('Pengusul belum dikonfirmasi');
    expect((await ani.get(`/usulan/${proposal._id}`)).text).toContain('belum memakai jatah RT');
    const { location } = await ani.post('/peserta/konfirmasi', { participant: person._id });
    expect(location).toBe('/peserta');
    const stored = await reread(proposal);
    expect([stored.quotaKey, stored.unconfirmed]).toEqual([`${village}/rt/21`, undefined]);
    await hears(person, '1 usulan kini dihitung');
    expect((await ani.get(`/usulan/${proposal._id}`)).text).not.toContain('Pengusul belum dikonfirmasi');
  });

  it('takes a seat that somebody holds only when staff say so', async () => {
    const [holder, person] = [await head('22'), await stranger('22')];
    const page = await siti.get(`/peserta/orang/${person._id}`);
    expect(page.text).toContain('Jabatan ini sekarang dipegang Pak RT 22');
    await siti.post('/peserta/konfirmasi', { participant: person._id });
    expect((await anew(person._id)).verified).toBe(false);
    await siti.post('/peserta/konfirmasi', { participant: person._id, replace: 'yes', back: 'person' });
    expect((await anew(person._id)).verified).toBe(true);
    expect(await anew(holder._id)).toMatchObject({ successor: person._id, leftAt: officeMorning });
  });

  it('is refused with a reason: all is withdrawn, they are told, and send nothing more', async () => {
    const person = await stranger('23');
    const proposal = await send(person, 'Sumur bor');
    expect((await siti.post('/peserta/tolak', { participant: person._id, reason: ' . ' })).status).toBe(400);
    await siti.post('/peserta/tolak', {
      participant: person._id,
      reason: 'RT 23 tidak ada.',
      back: 'person',
    });
    expect(await reread(proposal)).toMatchObject({
      status: 'withdrawn',
      withdrawal: { reason: 'RT 23 tidak ada' },
    });
    expect(await quotaLeft(office().round, await anew(person._id))).toBe(3);
    await hears(person, 'Alasan: RT 23 tidak ada. Bila ini keliru');
    await hears(person, `Usulan ${proposal.code} ditarik`);
    expect((await siti.get('/peserta')).text).not.toContain(person.name);
    expect((await siti.get('/peserta/daftar?keadaan=refused')).text).toContain(person.name);
    const before = told(person).length;
    await office().simulator.say((person.addresses?.[0] ?? '').replace('simulator:', ''), {
      kind: 'text',
      text: 'halo',
    });
    await expect.poll(() => told(person).length, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(told(person).at(-1)).toContain('belum dapat mengonfirmasi jabatan');
    await siti.post('/peserta/konfirmasi', { participant: person._id });
    expect(await anew(person._id)).toMatchObject({ verified: true });
    expect((await anew(person._id)).refused).toBeUndefined();
  });

  it('loses the confirmation again: the seat’s quota and both sides of support are given back', async () => {
    const fraud = await stranger('24');
    await siti.post('/peserta/konfirmasi', { participant: fraud._id });
    const confirmed = await anew(fraud._id);
    const [top, joiner] = [await head('25'), await head('26')];
    const topmost = await send(top, 'Jembatan');
    await send(confirmed, 'Jembatan gantung', topmost);
    const second = await send(confirmed, 'Lampu', undefined, 2);
    const own = await send(joiner, 'Lampu jalan', second);
    expect([(await reread(topmost)).support, (await reread(second)).support]).toEqual([1, 1]);
    await siti.post('/peserta/tolak', { participant: fraud._id, reason: 'Bukan ketua RT' });
    expect([(await reread(topmost)).support, (await reread(second)).support]).toEqual([0, 0]);
    expect((await reread(own)).supports).toBeUndefined();
    const used = await ProposalModel.countDocuments({
      quotaKey: `${village}/rt/24`,
      status: { $ne: 'withdrawn' },
    });
    expect(used).toBe(0);
    await hears(joiner, `Usulan ${second.code} yang Bapak/Ibu dukung sudah ditarik. Usulan ${own.code}`);
  });

  it('cannot be refused where staff have entered them, nor outside the visitor’s area', async () => {
    const entered = await head('27');
    expect((await siti.post('/peserta/tolak', { participant: entered._id, reason: 'x' })).status).toBe(404);
    const person = await stranger('28');
    await ParticipantModel.updateOne({ _id: person._id }, { $set: { kecamatan: '63.11.06' } });
    const budi = await office().signedIn('local');
    expect((await budi.post('/peserta/tolak', { participant: person._id, reason: 'x' })).status).toBe(404);
    expect((await anew(person._id)).refused).toBeUndefined();
  });
});

describe('a proposal', () => {
  it('is withdrawn from its proposer’s page; a released answer stands', async () => {
    const person = await head('29');
    const [first, second] = [await send(person, 'Sumur'), await send(person, 'Lampu', undefined, 2)];
    const actor = { name: 'ani@x.id', role: 'coordinator', scope: wholeDistrict };
    await decide(second, second.revision, { outcome: 'accepted', sentence: 'Ya.' }, actor, officeMorning);
    await releaseDecision(second._id, actor, officeMorning);
    const page = (await siti.get(`/peserta/orang/${person._id}`)).text;
    expect([page.includes(`value="${first._id}"`), page.includes(`value="${second._id}"`)]).toEqual([
      true,
      false,
    ]);
    for (const usulan of [first._id, second._id])
      await siti.post('/peserta/tarik', { proposal: usulan, reason: 'Ganda' });
    expect([(await reread(first)).status, (await reread(second)).status]).toEqual(['withdrawn', 'accepted']);
    expect(await quotaLeft(office().round, person)).toBe(2);
    await hears(person, `Usulan ${first.code} ditarik oleh petugas. Alasan: Ganda.`);
  });

  it('that was withdrawn when a process died is finished at the next start, and told once', async () => {
    const [person, joiner] = [await head('30'), await head('31')];
    const proposal = await send(person, 'Sumur');
    const own = await send(joiner, 'Sumur bor', proposal);
    await markWithdrawn(
      proposal._id,
      wholeDistrict,
      { by: 'siti', role: 'staff', reason: 'Ganda' },
      officeMorning,
    );
    for (let start = 1; start <= 2; start += 1) await finishWithdrawals(office().app.runtime);
    expect((await reread(own)).supports).toBeUndefined();
    await hears(joiner, own.code);
    await hears(person, proposal.code);
    await expect
      .poll(async () => (await ConversationModel.findById(person._id).lean())?.outbox.length, {
        timeout: 20_000,
      })
      .toBe(0);
    expect(told(person).filter((text) => text.includes(proposal.code))).toHaveLength(1);
  });
});
