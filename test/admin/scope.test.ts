import { beforeAll, describe, expect, it } from 'vitest';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { ImportModel } from '../../src/people/import/import.model.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { correctIssue } from '../../src/proposals/review.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import { SpellingVariantModel } from '../../src/training/spelling-variant.model.ts';
import { type Scope, wholeDistrict } from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { enterOfficer, officeMorning, officePassword, signInTimeout, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import { officeRoutes } from '../support/routes.ts';
import type { Visitor } from '../support/visitor.ts';

/**
 * Two people of the office who are limited to Juai go through every address there is, with the ids of what lies in
 * Paringin. They never read its words there, and nothing of it is changed by any form.
 */
const office = useOffice();
const juai: Scope = { kind: 'kecamatan', codes: ['63.11.01'] };
const ownVillage = { village: '63.11.01.2003', kecamatan: '63.11.01' };
const elsewhere = { village: '63.11.06.2005', kecamatan: '63.11.06' };

/** Words that stand in nothing but the data of Paringin. */
const secrets = ['Rahmadi Paringin', 'Pasar subuh Paringin', 'Nurdin Pindah', 'Gagal Paringin'];

const visitors: Record<string, Visitor> = {};
let proposal: Proposal;
let person: Participant;
/** Holds a seat in Juai now that somebody held who lives in Paringin today. */
let successor: Participant;

async function enter(name: string, fields: Partial<Participant>): Promise<Participant> {
  const { _id } = await ParticipantModel.create({ ...newParticipant(officeMorning), name, ...fields });
  const found = await ParticipantModel.findById(_id).lean();
  if (!found) throw new Error('gone');
  return found;
}

beforeAll(async () => {
  const { round } = office();
  const seat = { office: 'ketua-rt', rt: '09' } as const;
  proposal = await propose(round, { proposal: 'Pasar subuh Paringin', ...elsewhere });
  await propose(round, { proposal: 'Jembatan gantung', ...ownVillage });
  const admin = { name: 'hadi@balangan.example', role: 'admin', scope: wholeDistrict };
  await correctIssue(proposal, proposal.revision, 'ipm', admin, officeMorning);
  person = await enter('Rahmadi Paringin', {
    ...elsewhere,
    ...seat,
    phone: '+6281234567890',
    addresses: ['whatsapp:6281234567890'],
    verified: false,
  });
  await enter('Nurdin Pindah', {
    ...elsewhere,
    office: 'ketua-rt',
    rt: '10',
    formerSeats: [{ ...seat, village: ownVillage.village, until: officeMorning }],
  });
  successor = await enter('Siti Juai', { ...ownVillage, ...seat });
  for (const [name, status] of [
    ['Gagal Paringin', 'failed'],
    ['Gagal Paringin Dua', 'unknown'],
  ] as const) {
    const one = await enter(name, { ...elsewhere, office: 'bpd' });
    await InvitationModel.create({
      _id: `${round._id}.${one._id}`,
      round: round._id,
      participant: one._id,
      channel: 'telegram',
      address: 'telegram:1',
      status,
      queuedAt: officeMorning,
    });
  }
  await ImportModel.create({
    _id: 'daftar-lain',
    file: 'Rahmadi Paringin.csv',
    by: 'hadi@balangan.example',
    at: officeMorning,
    state: 'done',
    counts: { added: 1, changed: 0, replaced: 0, same: 0, broken: 0 },
  });
  for (const role of ['staff', 'coordinator'] as const) {
    const email = `${role}-juai@balangan.example`;
    await enterOfficer({ email, name: role, role, scope: juai });
    visitors[role] = office().visitor();
    expect((await visitors[role].signIn(email, officePassword)).status).toBe(303);
  }
}, signInTimeout);

/** The addresses of a route, with every id of Paringin that fits into it. */
function addressesOf(path: string): string[] {
  const ids = path.startsWith('/usulan/')
    ? [proposal._id]
    : path.startsWith('/peserta/impor/')
      ? ['daftar-lain']
      : path.startsWith('/peserta/orang/')
        ? [person._id, successor._id]
        : [office().round._id];
  return ids.map((id) =>
    path
      .replace(':id', encodeURIComponent(id))
      .replace(':n', '1')
      .replace(':number', '1')
      .replace(':question', 'problem'),
  );
}
const narrowings = ['', '?kecamatan=63.11.06', '?kecamatan=63.11.06&desa=63.11.06.2005', '?cari=Paringin'];

const routes = officeRoutes();
const gets = routes.filter(({ method }) => method === 'get').map(({ path }) => path);
const posts = routes.filter(({ method, path }) => method === 'post' && !['/masuk', '/keluar'].includes(path));

describe.each(['staff', 'coordinator'])('a %s of Juai', (role) => {
  it.each(gets)('reads nothing of Paringin at %s', async (path) => {
    for (const address of addressesOf(path))
      for (const narrowing of narrowings) {
        const { text, status } = await (visitors[role] as Visitor).get(address + narrowing);
        expect(status, address + narrowing).toBeLessThan(500);
        for (const secret of secrets) expect(text, address + narrowing).not.toContain(secret);
      }
  });

  it.each(posts.map(({ path }) => path))('changes nothing of Paringin by the form %s', async (path) => {
    const before = await allOfParingin();
    const fields = {
      participant: person._id,
      proposal: proposal._id,
      reason: 'Bukan ketua RT',
      invitations: `${office().round._id}.${person._id}`,
      example: 'x',
      email: 'hadi@balangan.example',
      password: 'sebuah kalimat yang panjang',
      answers: `${proposal._id}:${proposal.revision + 1}`,
      revision: proposal.revision + 1,
      issue: 'kemiskinan',
      outcome: 'accepted',
      sentence: 'Ya.',
      name: 'Orang Lain',
      phone: '',
      locale: 'bjn',
      group: 'banjar',
      variant: 'banyu',
      meaning: 'air',
      version: 'x',
    };
    for (const address of addressesOf(path).filter((one) => !one.includes(successor._id))) {
      const { text, status } = await (visitors[role] as Visitor).post(address, fields);
      expect(status, address).toBeLessThan(500);
      for (const secret of secrets) expect(text, address).not.toContain(secret);
    }
    expect(await allOfParingin()).toEqual(before);
  });
});

describe('the phone of the whole district', () => {
  it.each([
    ['get', '/kanal'],
    ['get', '/kanal/whatsapp/kode'],
    ['post', '/kanal/whatsapp/qr'],
    ['post', '/kanal/whatsapp/putus'],
  ] as const)('is nothing that a staff of Juai links or unlinks: %s %s', async (method, path) => {
    const { status } = await (visitors.staff as Visitor)[method](path);
    expect(status).toBe(403);
  });
});

/** All that a form could change elsewhere: people, proposals, invitations, what the classifier learns, users. */
async function allOfParingin(): Promise<unknown> {
  return Promise.all([
    ParticipantModel.find({ kecamatan: elsewhere.kecamatan }).sort({ _id: 1 }).lean(),
    ProposalModel.find({ kecamatan: elsewhere.kecamatan }).sort({ _id: 1 }).lean(),
    InvitationModel.find().sort({ _id: 1 }).lean(),
    ExampleModel.find({ by: { $ne: 'repository' } }).lean(),
    SpellingVariantModel.find().lean(),
    UserModel.find({ role: 'admin' }).lean(),
  ]);
}

describe('an admin', () => {
  it('gives a user some kecamatan; a code that is none is refused, not dropped', async () => {
    const hadi = await office().signedIn('admin');
    const eko = {
      name: 'Eko',
      email: 'eko@balangan.example',
      role: 'staff',
      reach: 'kecamatan',
      password: 'sawah luas di Lampihong',
    };
    const add = (kecamatan: string[]) => hadi.post('/pengguna', { ...eko, kecamatan }, { from: '/pengguna' });
    for (const [codes, told] of [
      [['63.11.99'], 'kecamatan yang tidak dikenal'],
      [['63.11.01', '63.11.99'], 'kecamatan yang tidak dikenal'],
      [[], 'Centang paling sedikit satu kecamatan'],
    ] as const) {
      const refused = await add([...codes]);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain(told);
    }
    expect((await add(['63.11.01'])).status).toBe(303);
    expect(await UserModel.findById(eko.email).lean()).toMatchObject({ scope: juai });
  });
});
