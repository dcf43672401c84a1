import { describe, expect, it } from 'vitest';
import { may } from '../../src/users/rights.ts';
import {
  covers,
  kecamatanScope,
  officeScope,
  reaches,
  type Scope,
  ScopeError,
  villageScope,
  wholeDistrict,
  within,
  withinOrGiven,
} from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { addUser, fillInScopes, findUser } from '../../src/users/users.ts';
import { useDatabase } from '../support/database.ts';
import { testPasswordCost } from '../support/service.ts';

useDatabase([UserModel]);

const known = ['63.11.01', '63.11.02'];
const halong: Scope = { kind: 'kecamatan', codes: ['63.11.02'] };
const nothing: Scope = { kind: 'kecamatan', codes: [] };

describe('a scope', () => {
  it('narrows a query, and the whole district does not', () => {
    expect(within(halong)).toEqual({ kecamatan: { $in: ['63.11.02'] } });
    expect(within(wholeDistrict)).toEqual({});
  });

  it("without codes covers nothing; what has no kecamatan is the whole district's", () => {
    expect(within(nothing)).toEqual({ kecamatan: { $in: [] } });
    expect([
      covers(nothing, { kecamatan: '63.11.01' }),
      covers(halong, undefined),
      covers(halong, { kecamatan: null }),
      covers(wholeDistrict, undefined),
    ]).toEqual([false, false, false, true]);
  });

  it('is made of known codes only: one that is mistyped is refused, never dropped', () => {
    expect(kecamatanScope(['63.11.01', '63.11.01'], known)).toEqual({
      kind: 'kecamatan',
      codes: ['63.11.01'],
    });
    expect(() => kecamatanScope(['63.11.99', '63.11.01'], known)).toThrow(ScopeError);
    expect(() => kecamatanScope([], known)).toThrow('whole district');
  });
});

describe('the scope of some villages', () => {
  const regions = [
    { _id: '63.11.01.2003', kecamatan: { code: '63.11.01' } },
    { _id: '63.11.01.2008', kecamatan: { code: '63.11.01' } },
    { _id: '63.11.02.2001', kecamatan: { code: '63.11.02' } },
  ];
  const juai = villageScope(['63.11.01.2003'], regions);
  const place = { village: '63.11.01.2003', kecamatan: '63.11.01' };

  it('narrows a query by the village, and covers nothing else of its kecamatan', () => {
    expect(within(juai)).toEqual({ village: { $in: ['63.11.01.2003'] } });
    expect(withinOrGiven(juai)).toEqual(within(juai));
    expect([
      covers(juai, place),
      covers(juai, { ...place, village: '63.11.01.2008' }),
      covers(juai, { kecamatan: '63.11.01' }),
      covers(juai, { ...place, village: null }),
      covers(juai, undefined),
      covers(halong, { village: '63.11.02.2001', kecamatan: '63.11.02' }),
    ]).toEqual([true, false, false, false, false, true]);
  });

  it('reaches its kecamatan, where others reach what they cover', () => {
    const reached = (scope: Scope) => known.filter((code) => reaches(scope, code));
    expect([juai, halong, nothing, officeScope('a', ['a']), wholeDistrict].map(reached)).toEqual([
      ['63.11.01'],
      ['63.11.02'],
      [],
      [],
      known,
    ]);
  });

  it('is made of known villages only, with the kecamatan they lie in', () => {
    expect(villageScope(['63.11.02.2001', '63.11.01.2003', '63.11.01.2003'], regions)).toEqual({
      kind: 'village',
      codes: ['63.11.01.2003', '63.11.02.2001'],
      kecamatan: ['63.11.01', '63.11.02'],
    });
    expect(() => villageScope(['63.11.01.2003', '63.11.01'], regions)).toThrow(
      'No village of this district: 63.11.01.',
    );
    expect(() => villageScope([], regions)).toThrow(ScopeError);
  });

  it('is kept with its user, whole', async () => {
    const email = 'lina@balangan.example';
    const lina = { email, name: 'Lina', role: 'coordinator' as const, scope: juai };
    await addUser({ ...lina, password: 'kebun karet di Juai 26' }, new Date(), testPasswordCost);
    expect((await findUser(email))?.scope).toEqual(juai);
  });
});

describe('the scope of an office', () => {
  const pupr = officeScope('dinas-pupr', ['dinas-pupr', 'dinas-lh']);

  it('covers what was given to it and no village; one that there is not is refused', () => {
    expect([within(pupr), withinOrGiven(pupr)]).toEqual([
      { kecamatan: { $in: [] } },
      { office: 'dinas-pupr' },
    ]);
    expect([covers(pupr, { kecamatan: '63.11.01' }), covers(pupr, undefined)]).toEqual([false, false]);
    expect(() => officeScope('dinas-pasar', ['dinas-pupr'])).toThrow('dinas-pasar');
  });

  it('leaves its users the questions given to it, its data and their account', () => {
    const held = (['read', 'review', 'invite', 'tend-questions', 'confirm-data', 'keep'] as const).filter(
      (right) => may({ role: 'skpd', scope: pupr }, right),
    );
    expect(held).toEqual([]);
    for (const right of ['answer-questions', 'hand-in-data', 'keep-account'] as const)
      expect(may({ role: 'skpd', scope: pupr }, right)).toBe(true);
  });
});

describe('a right', () => {
  it.each(['invite', 'train', 'tend-channels', 'keep'] as const)(
    '"%s" reaches the whole district, so nobody of a part of it holds it',
    (right) => {
      const sirap: Scope = { kind: 'village', codes: ['63.11.01.2008'], kecamatan: ['63.11.01'] };
      for (const role of ['staff', 'coordinator', 'admin'] as const)
        for (const scope of [halong, sirap]) expect(may({ role, scope }, right)).toBe(false);
      expect(may({ role: 'admin', scope: wholeDistrict }, right)).toBe(true);
    },
  );

  it('"review" is held within any scope', () => {
    expect(may({ role: 'coordinator', scope: halong }, 'review')).toBe(true);
    expect(may({ role: 'staff', scope: wholeDistrict }, 'review')).toBe(false);
  });
});

describe('users of an earlier version', () => {
  it('are given the scope that their list of kecamatan meant', async () => {
    const earlier = (id: string, role: string, kecamatan: string[]) =>
      UserModel.collection.insertOne({
        _id: id as never,
        name: id,
        role,
        kecamatan,
        password: 'x',
        createdAt: new Date(),
      });
    await earlier('ani@x.id', 'coordinator', []);
    await earlier('budi@x.id', 'staff', ['63.11.02']);
    await earlier('hadi@x.id', 'admin', ['63.11.02']);
    await fillInScopes();
    await fillInScopes();
    const scopes = await Promise.all(['ani@x.id', 'budi@x.id', 'hadi@x.id'].map(findUser));
    expect(scopes.map((user) => user?.scope.kind)).toEqual(['district', 'kecamatan', 'district']);
    expect(scopes[1]?.scope).toEqual(halong);
  });
});
