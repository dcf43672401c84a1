import { Secret, TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuditModel } from '../../src/audit/audit.model.ts';
import { SignInTriesModel } from '../../src/users/sign-in-guard.model.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { officeMorning, officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice({
  env: {
    NODE_ENV: 'production',
    MONGODB_URI: 'mongodb://elsewhere/',
    REDIS_URL: 'redis://elsewhere',
    SESSION_SECRET: 'a secret of the tests, long enough for all',
  },
});
/** As the TLS proxy on this machine passes requests on. */
const https = { 'X-Forwarded-Proto': 'https' };
const page = '/akun/dua-langkah';

beforeEach(async () => {
  office().clock.now = officeMorning;
  await UserModel.updateMany({}, { $unset: { secondFactor: 1 } });
  await SignInTriesModel.deleteMany({});
});

const later = (seconds: number) => {
  office().clock.now = new Date(office().clock.now.getTime() + seconds * 1_000);
};
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: office().clock.now.getTime() });

async function enter(officer: 'admin' | 'staff'): Promise<Visitor> {
  const visitor = office().visitor(https);
  await visitor.signIn(officers[officer].email, officePassword);
  return visitor;
}

/** Sets a second factor as a person does; returns its secret and the recovery codes shown. */
async function set(visitor: Visitor): Promise<{ secret: string; recovery: string[] }> {
  const shown = (await visitor.get(page)).text;
  const secret = /class="secret">([A-Z2-7 ]+)</.exec(shown)?.[1]?.replaceAll(' ', '') ?? '';
  expect(secret).toHaveLength(32);
  const answer = await visitor.post(page, { code: codeOf(secret) }, { from: page });
  expect(answer.status).toBe(200);
  return {
    secret,
    recovery: [...answer.text.matchAll(/<code>([A-Z0-9-]{11})<\/code>/g)].map(([, code]) => code ?? ''),
  };
}

describe('an admin in production', { timeout: signInTimeout }, () => {
  it('gets nowhere before a second factor is set, and everywhere after', async () => {
    const hadi = await enter('admin');
    for (const path of ['/', '/pengguna', '/antrean', '/akun'])
      expect((await hadi.get(path)).location, path).toBe(page);
    expect(
      (await hadi.post('/pengguna/cabut', { email: officers.staff.email }, { from: page })).location,
    ).toBe(page);
    const { recovery } = await set(hadi);
    expect(recovery).toHaveLength(8);
    expect((await hadi.get('/pengguna')).status).toBe(200);
    expect(await AuditModel.exists({ act: 'second-factor-set', by: officers.admin.email })).not.toBeNull();
  });

  it('then shows a code at each sign-in; a code is good once', async () => {
    const hadi = await enter('admin');
    const { secret } = await set(hadi);
    later(60);
    const again = await enter('admin');
    expect((await again.get('/usulan')).location).toMatch(/^\/masuk/);
    const code = codeOf(secret);
    expect((await again.post('/masuk/kode', { code: '000000' }, { from: '/masuk/kode' })).status).toBe(401);
    expect((await again.post('/masuk/kode', { code }, { from: '/masuk/kode' })).location).toBe('/');
    expect((await again.get('/usulan')).status).toBe(200);
    const thief = await enter('admin');
    expect((await thief.post('/masuk/kode', { code }, { from: '/masuk/kode' })).status).toBe(401);
  });

  it('of two who send the same code at the same moment one is let in', async () => {
    const { secret } = await set(await enter('admin'));
    later(60);
    const both = [await enter('admin'), await enter('admin')];
    const code = codeOf(secret);
    const answers = await Promise.all(
      both.map((one) => one.post('/masuk/kode', { code }, { from: '/masuk/kode' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
  });

  it('without the phone comes in by a recovery code, once', async () => {
    const { recovery } = await set(await enter('admin'));
    const code = (recovery[0] ?? '').toLowerCase().replace('-', ' ');
    for (const status of [303, 401]) {
      const visitor = await enter('admin');
      expect((await visitor.post('/masuk/kode', { code }, { from: '/masuk/kode' })).status).toBe(status);
    }
  });

  it('cannot be guessed at: after some wrong codes there is a wait', async () => {
    await set(await enter('admin'));
    const visitor = await enter('admin');
    const statuses = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push(
        (await visitor.post('/masuk/kode', { code: `00000${n}` }, { from: '/masuk/kode' })).status,
      );
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });
});

describe('a second factor', { timeout: signInTimeout }, () => {
  it('ends the sessions of before, and its secret is shown and stored nowhere in the clear', async () => {
    const [desk, phone] = [await enter('staff'), await enter('staff')];
    const { secret } = await set(desk);
    expect((await phone.get('/usulan')).status).toBe(303);
    expect((await desk.get(page)).text).not.toContain(`${secret.slice(0, 4)} `);
    expect(JSON.stringify(await UserModel.find().lean())).not.toContain(secret);
  });

  it('is taken away by a code, or by an admin for somebody who has lost the phone', async () => {
    const siti = await enter('staff');
    const { recovery } = await set(siti);
    expect((await siti.post(`${page}/lepas`, { code: '000000' }, { from: page })).status).toBe(422);
    expect((await siti.post(`${page}/lepas`, { code: recovery[1] ?? '' }, { from: page })).status).toBe(303);
    expect((await enter('staff').then((one) => one.get('/usulan'))).status).toBe(200);

    await set(siti);
    const hadi = await enter('admin');
    await set(hadi);
    const { email } = officers.staff;
    expect((await hadi.post('/pengguna/dua-langkah', { email }, { from: '/pengguna' })).status).toBe(303);
    expect((await enter('staff').then((one) => one.get('/usulan'))).status).toBe(200);
    expect(await AuditModel.exists({ act: 'second-factor-removed', subject: email })).not.toBeNull();
  });
});

describe('a known device', { timeout: signInTimeout }, () => {
  it('signs in while somebody elsewhere guesses at the account', async () => {
    const desk = await enter('staff');
    await desk.post('/keluar');
    const { email } = officers.staff;
    const guesser = office().visitor(https);
    for (let n = 0; n < 6; n += 1) await guesser.signIn(email, `tebakan nomor ${n}`);
    expect((await guesser.signIn(email, officePassword)).status).toBe(429);
    expect((await desk.signIn(email, officePassword)).status).toBe(303);
  });

  it('cannot be forged', async () => {
    const { email } = officers.staff;
    const desk = await enter('staff');
    const [name = '', value = ''] =
      Object.entries(desk.cookies()).find(([key]) => key.includes('device')) ?? [];
    const guesser = office().visitor(https);
    guesser.setCookie(name, `${value.slice(0, -3)}AAA`);
    for (let n = 0; n < 6; n += 1) await guesser.signIn(email, `tebakan nomor ${n}`);
    expect((await guesser.signIn(email, officePassword)).status).toBe(429);
  });
});
