import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { FormFields, Visitor } from '../support/visitor.ts';

const office = useOffice();
let ani: Visitor;
let one: Proposal;
let other: Proposal;

beforeAll(async () => {
  ani = await office().signedIn('coordinator');
  one = await propose(office().round, { proposal: 'Jembatan gantung di RT 03' });
  other = await propose(office().round, { proposal: 'Jembatan gantung RT 03 dan RT 04' });
});

const decideOn = async (proposal: Proposal, fields: FormFields) => {
  const { revision } = await reread(proposal);
  return ani.post(`/usulan/${proposal._id}/keputusan`, { revision, sentence: 'Maaf.', ...fields });
};
const merge = (merged: string) => ({ outcome: 'merged', 'reason-merged': 'ganda', merged });

describe('an outcome that names something', () => {
  it.each<[string, () => FormFields, string]>([
    ['merged with nothing', () => merge(''), 'Tulis kode usulan yang digabung'],
    ['merged with what is not there', () => merge('RR-26-9999-0001'), 'Tidak ada usulan dengan kode itu'],
    ['merged with itself', () => merge(one.code), 'tidak dapat dipilih'],
    [
      'forwarded to nobody',
      () => ({ outcome: 'forwarded', 'reason-forwarded': 'bukan-kewenangan' }),
      'Pilih lembaga',
    ],
    [
      'forwarded to an office that is not on the list',
      () => ({ outcome: 'forwarded', 'reason-forwarded': 'bukan-kewenangan', office: 'nasa' }),
      'Pilih lembaga',
    ],
    [
      'returned for nothing',
      () => ({ outcome: 'returned', 'reason-returned': 'data-kurang' }),
      'Pilih pertanyaan',
    ],
  ])('is not taken when it is %s, and what was typed stays', async (_what, fields, told) => {
    const { status, text } = await decideOn(one, { ...fields(), sentence: 'Kalimat saya sendiri.' });
    expect([status, text.includes(told), text.includes('Kalimat saya sendiri.')]).toEqual([422, true, true]);
    expect((await reread(one)).decision).toBeUndefined();
  });

  it('names the other proposal, in any spelling of its code, in the record and in the message', async () => {
    expect((await decideOn(one, merge(` ${other.code.toLowerCase().replaceAll('-', ' ')} `))).status).toBe(
      303,
    );
    expect((await reread(one)).decision?.mergedWith).toEqual({ id: other._id, code: other.code });
    expect((await ani.get(`/usulan/${one._id}`)).text).toContain(`href="/usulan/${other._id}">${other.code}`);
    expect((await ani.get('/jawaban')).text).toContain(`Digabung dan dijawab bersama usulan ${other.code}.`);
    // Nothing is joined with what is joined itself.
    expect((await decideOn(other, merge(one.code))).status).toBe(422);
  });

  it('names the office that has it now', async () => {
    const fields = { outcome: 'forwarded', 'reason-forwarded': 'bukan-kewenangan', office: 'kemenag' };
    expect((await decideOn(other, fields)).status).toBe(303);
    expect((await reread(other)).decision?.forwardedTo?.key).toBe('kemenag');
    expect((await ani.get('/jawaban')).text).toContain('Diteruskan kepada: Kantor Kementerian Agama');
    expect((await ani.get(`/usulan/${other._id}`)).text).toContain(
      'Diteruskan kepada Kantor Kementerian Agama',
    );
  });

  it('names the question that is asked again', async () => {
    const fields = { outcome: 'returned', 'reason-returned': 'data-kurang', lacks: 'place' };
    expect((await decideOn(other, fields)).status).toBe(303);
    const { decision } = await reread(other);
    expect([decision?.lacks, decision?.forwardedTo]).toEqual(['place', undefined]);
    expect((await ani.get('/jawaban')).text).toContain('Yang perlu dilengkapi: lokasi.');
  });
});
