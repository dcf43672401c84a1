import { beforeEach, describe, expect, it } from 'vitest';
import { reachableAddress } from '../../../src/people/addresses.ts';
import { checkList, type ImportReport, importList } from '../../../src/people/import/import.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { type Participant, ParticipantModel } from '../../../src/people/participant.model.ts';
import { findByAddress, meetStranger, record } from '../../../src/people/participants.ts';
import { tieByStartCode } from '../../../src/people/ties.ts';
import { type Scope, wholeDistrict } from '../../../src/users/scope.ts';
import { useDatabase } from '../../support/database.ts';
import { balanganRegions, csvList } from '../../support/lists.ts';

useDatabase([ParticipantModel]);

const regions = await balanganRegions();
const now = new Date('2026-12-01T01:00:00Z');
const later = new Date('2027-01-05T01:00:00Z');
const head = 'Nama;Jabatan;RT;Kecamatan;Desa;No HP;Bahasa';

beforeEach(() => ParticipantModel.deleteMany({}));

async function bring(rows: string[], options: { skipBroken?: boolean; at?: Date; scope?: Scope } = {}) {
  const { skipBroken = false, at = now, scope = wholeDistrict } = options;
  const sheet = await readSheet(csvList(head, ...rows));
  return importList(sheet, { regions, scope, now: at, skipBroken });
}
const everybody = () => ParticipantModel.find().sort({ createdAt: 1, name: 1 }).lean();
async function person(name: string): Promise<Participant> {
  const found = await ParticipantModel.findOne({ name }).lean();
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}
const reasons = ({ findings }: ImportReport) =>
  findings.map(({ line, column, reason }) => [line, column, reason].filter(Boolean).join(' '));

const ahmad = 'Ahmad Fauzi;Ketua RT;3;Juai;Sirap;0812 3456 7890;';
/** Somebody limited to a village in the kecamatan where Ahmad lives. */
const bata: Scope = { kind: 'village', codes: ['63.11.01.2005'], kecamatan: ['63.11.01'] };
const siti = 'Siti Aminah;Kades;;Batumandi;Batu Mandi;+62 812-3456-7891;banjar';

describe('a list', () => {
  it('enters people with phone, WhatsApp address and village', async () => {
    const report = await bring([ahmad, siti]);
    expect(report).toMatchObject({ written: true, rows: 2, broken: 0, counts: { added: 2, same: 0 } });
    expect(await person('Ahmad Fauzi')).toMatchObject({
      office: 'ketua-rt',
      rt: '03',
      village: '63.11.01.2008',
      kecamatan: '63.11.01',
      phone: '+6281234567890',
      addresses: ['whatsapp:6281234567890'],
      verified: true,
      locale: 'id',
    });
    expect(await person('Siti Aminah')).toMatchObject({
      office: 'kepala-desa',
      village: '63.11.04.2005',
      locale: 'bjn',
    });
  });

  it('the second time changes nothing, not a letter', async () => {
    await bring([ahmad, siti]);
    const before = await everybody();
    const again = await bring([ahmad, siti], { at: later });
    expect(again.counts).toEqual({ added: 0, changed: 0, replaced: 0, same: 2 });
    expect(await everybody()).toEqual(before);
  });

  it('is checked without a trace by a dry run', async () => {
    const sheet = await readSheet(csvList(head, ahmad));
    const report = await checkList(sheet, { regions, scope: wholeDistrict, now });
    expect(report.counts.added).toBe(1);
    expect(await everybody()).toEqual([]);
  });

  it('with a broken row is not written at all, unless told to leave such rows out', async () => {
    const rows = [ahmad, 'Budi;Ketua RT;4;;Galumbang;8,12E+11;'];
    const refused = await bring(rows);
    expect(refused).toMatchObject({ written: false, broken: 1 });
    expect(reasons(refused)).toEqual(['3 village village-ambiguous', '3 phone phone-damaged']);
    expect(await everybody()).toEqual([]);
    expect(await bring(rows, { skipBroken: true })).toMatchObject({ written: true, broken: 1 });
    expect(await everybody()).toHaveLength(1);
  });

  it('tells row, column, value, reason and suggestion, and of a phone only its ends', async () => {
    const { findings } = await bring(['Budi;Ketuo RT;4;Juai;Galumbang;0812 3456 7890 / 0857 1234 5678;']);
    expect(findings).toEqual([
      expect.objectContaining({ line: 2, column: 'office', value: 'Ketuo RT', suggestion: 'ketua-rt' }),
      expect.objectContaining({
        line: 2,
        column: 'phone',
        reason: 'phone-second',
        value: '0812 •••• •••• / •••• •••• •678',
        params: { second: '0857 •••• •678' },
        broken: false,
      }),
    ]);
  });

  it('that names one person or one seat twice is told so', async () => {
    const report = await bring([
      ahmad,
      'H. Ahmad Fauzi;Ketua RT;03;Juai;Sirap;081234567890;',
      'Ahmad Fauzi;BPD;;Juai;Sirap;081234567890;',
      'Rahman;Ketua RT;3;Juai;Sirap;;',
    ]);
    expect(reasons(report)).toEqual(['3 name twice', '4 name twice', '5 rt seat-twice']);
    expect(report.findings[0]?.params).toEqual({ other: 2 });
  });

  it('of formulas is taken as text', async () => {
    const report = await bring(["=cmd|' /C calc'!A0;BPD;;Juai;Sirap;;", '@SUM(1);LPM;;Juai;Sirap;;']);
    expect(reasons(report)).toEqual(['2 name formula', '3 name formula']);
    expect((await everybody()).map((one) => one.name).sort()).toEqual(["=cmd|' /C calc'!A0", '@SUM(1)']);
  });

  it('of numbers that follow one another is suspected', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `Warga ${n};BPD;;Juai;Sirap;0812${String(4_000_000 + n)};`,
    );
    const sheet = await readSheet(csvList(head, ...rows));
    const report = await checkList(sheet, { regions, scope: wholeDistrict, now });
    expect(report.findings).toEqual([
      expect.objectContaining({
        line: null,
        reason: 'sequential',
        broken: false,
        params: { count: 5_000, from: '+62812••••000' },
      }),
    ]);
  });

  it('reaches no further than the area of whoever brings it', async () => {
    expect(
      reasons(await bring([ahmad, siti], { scope: { kind: 'kecamatan', codes: ['63.11.01'] } })),
    ).toEqual(['3 village outside-area']);
    expect(reasons(await bring([ahmad], { scope: bata }))).toEqual(['2 village outside-area']);
  });
});

describe('somebody of another village', () => {
  it('is neither moved out of it nor named by a list of whoever is limited to this one', async () => {
    await bring([ahmad]);
    const moved = await bring(['Ahmad Fauzi;BPD;;Juai;Bata;081234567890;'], { scope: bata });
    expect(reasons(moved)).toEqual(['2 phone person-outside-area']);
    const shared = await bring(['Udin;BPD;;Juai;Bata;081234567890;'], { scope: bata });
    expect(reasons(shared)).toEqual(['2 phone phone-shared-elsewhere']);
    expect(JSON.stringify([moved.findings, shared.findings])).not.toContain('Fauzi');
  });
});

describe('somebody of another kecamatan', () => {
  const juai: Scope = { kind: 'kecamatan', codes: ['63.11.01'] };

  it('is not moved out of it by a list of whoever is limited to this one', async () => {
    await bring([siti]);
    const report = await bring(['Siti Aminah;Kades;;Juai;Sirap;081234567891;'], { scope: juai });
    expect(reasons(report)).toEqual(['2 phone person-outside-area']);
    expect(await person('Siti Aminah')).toMatchObject({ kecamatan: '63.11.04' });
  });

  it('is not named to them where a phone is shared', async () => {
    await bring([siti]);
    const report = await bring(['Udin;BPD;;Juai;Sirap;081234567891;'], { scope: juai });
    expect(reasons(report)).toEqual(['2 phone phone-shared-elsewhere']);
    expect(JSON.stringify(report.findings)).not.toContain('Siti');
  });
});

describe('a cell', () => {
  it('left blank leaves what is known alone; -- takes it away', async () => {
    await bring([siti]);
    await bring(['Siti Aminah;Kades;;Batumandi;Batu Mandi;;'], { at: later });
    expect(await person('Siti Aminah')).toMatchObject({ phone: '+6281234567891', locale: 'bjn' });
    await bring(['Siti Aminah;Kades;;Batumandi;Batu Mandi;--;--'], { at: later });
    const cleared = await person('Siti Aminah');
    expect(cleared).toMatchObject({ locale: 'id' });
    expect(cleared).not.toHaveProperty('phone');
    expect(cleared).not.toHaveProperty('addresses');
  });

  it('with a new number moves the WhatsApp address and forgives "bukan saya"', async () => {
    await bring([ahmad]);
    await record.wrongPerson((await person('Ahmad Fauzi'))._id, now);
    await bring(['Ahmad Fauzi;Ketua RT;3;Juai;Sirap;081234567899;'], { at: later });
    const moved = await person('Ahmad Fauzi');
    expect(moved.addresses).toEqual(['whatsapp:6281234567899']);
    expect(reachableAddress(moved)).toBe('whatsapp:6281234567899');
  });
});

describe('a seat', () => {
  it('gets a new holder; the former is kept with the date and speaks for it no more', async () => {
    await bring([ahmad]);
    const report = await bring(['Budi;Ketua RT;3;Juai;Sirap;081298765432;'], { at: later });
    expect(report.counts).toMatchObject({ added: 1, replaced: 1 });
    expect(reasons(report)).toEqual(['2 replaces']);
    const [former, holder] = [await person('Ahmad Fauzi'), await person('Budi')];
    expect(former).toMatchObject({
      leftAt: later,
      successor: holder._id,
      addresses: ['whatsapp:6281234567890'],
    });
    expect(holder).not.toHaveProperty('leftAt');
  });

  it('handed on together with its phone hands on the WhatsApp address too', async () => {
    await bring([ahmad]);
    await bring(['Budi;Ketua RT;3;Juai;Sirap;081234567890;'], { at: later });
    expect((await findByAddress('whatsapp:6281234567890'))?.name).toBe('Budi');
    expect(await person('Ahmad Fauzi')).not.toHaveProperty('addresses');
  });

  it('taken by somebody who comes from another keeps both histories', async () => {
    await bring([ahmad, 'Rahman;Ketua RT;4;Juai;Sirap;081211112222;']);
    const report = await bring(['Rahman;Ketua RT;3;Juai;Sirap;081211112222;'], { at: later });
    expect(reasons(report)).toEqual(['2 moves', '2 replaces']);
    expect(await person('Rahman')).toMatchObject({
      rt: '03',
      formerSeats: [{ office: 'ketua-rt', rt: '04', village: '63.11.01.2008', until: later }],
    });
    expect(await person('Ahmad Fauzi')).toMatchObject({ leftAt: later });
  });

  it('of a council has room for several', async () => {
    const report = await bring(['Ani;BPD;;Juai;Sirap;081211110001;', 'Udin;BPD;;Juai;Sirap;081211110002;']);
    expect(report.counts).toMatchObject({ added: 2, replaced: 0 });
  });

  it("entered under its office alone takes the holder's name later", async () => {
    await bring(['Ketua RT 03 Desa Sirap;Ketua RT;3;Juai;Sirap;;']);
    const report = await bring([ahmad], { at: later });
    expect(report.counts).toMatchObject({ changed: 1, added: 0, replaced: 0 });
    expect(await everybody()).toMatchObject([{ name: 'Ahmad Fauzi', phone: '+6281234567890' }]);
  });
});

describe('a phone', () => {
  it('shared by several gives its WhatsApp to the first; the others are told and use their own links', async () => {
    const report = await bring([ahmad, 'Rina;PKK;;Juai;Sirap;081234567890;']);
    expect(reasons(report)).toEqual(['3 phone phone-shared']);
    const rina = await person('Rina');
    expect(rina).toMatchObject({ phone: '+6281234567890' });
    expect(reachableAddress(rina)).toBeNull();
    await tieByStartCode(rina.startCode, 'telegram:77');
    expect(reachableAddress(await person('Rina'))).toBe('telegram:77');
    expect((await findByAddress('whatsapp:6281234567890'))?.name).toBe('Ahmad Fauzi');
  });

  it('that is given up passes its WhatsApp to the next who shares it', async () => {
    await bring([ahmad, 'Rina;PKK;;Juai;Sirap;081234567890;']);
    await bring(['Ahmad Fauzi;Ketua RT;3;Juai;Sirap;081299990000;'], { at: later });
    expect((await findByAddress('whatsapp:6281234567890'))?.name).toBe('Rina');
  });

  it('from which a stranger has written is known by it', async () => {
    const stranger = await meetStranger('whatsapp:6281234567890', 'Pak Mad', now);
    await bring([ahmad], { at: later });
    expect(await everybody()).toMatchObject([
      {
        _id: stranger._id,
        name: 'Ahmad Fauzi',
        village: '63.11.01.2008',
        verified: true,
        registeredBy: 'staff',
      },
    ]);
  });

  it('and a Telegram chat belong to one person with one STOP', async () => {
    await bring([ahmad]);
    await tieByStartCode((await person('Ahmad Fauzi')).startCode, 'telegram:78');
    await record.stop((await person('Ahmad Fauzi'))._id, now);
    expect(reachableAddress(await person('Ahmad Fauzi'))).toBeNull();
  });
});

describe('STOP', () => {
  it('holds for later lists, also under another name and seat, until MULAI', async () => {
    await bring([ahmad]);
    await record.stop((await person('Ahmad Fauzi'))._id, now);
    const report = await bring([ahmad, 'Mad Fauzan;LPM;;Juai;Hamarung;081234567890;'], { at: later });
    expect(reasons(report)).toEqual(['2 phone opted-out', '3 phone phone-shared', '3 phone opted-out']);
    expect(await person('Mad Fauzan')).toMatchObject({ optedOutAt: now });
    await record.comeBack((await person('Ahmad Fauzi'))._id);
    expect((await everybody()).filter((one) => one.optedOutAt)).toEqual([]);
  });

  it('said by one who shares a phone stops the phone; MULAI does not undo the word of another', async () => {
    await bring([ahmad, 'Rina;PKK;;Juai;Sirap;081234567890;']);
    const [mad, rina] = [await person('Ahmad Fauzi'), await person('Rina')];
    await record.stop(rina._id, now);
    expect((await person('Ahmad Fauzi')).optedOutAt).toEqual(now);
    await record.comeBack(rina._id);
    expect((await person('Ahmad Fauzi')).optedOutAt).toBeUndefined();
    await ParticipantModel.updateOne({ _id: mad._id }, { $set: { optedOutAt: now } });
    await record.stop(rina._id, later);
    await record.comeBack(rina._id);
    expect((await person('Ahmad Fauzi')).optedOutAt).toEqual(now);
  });
});
