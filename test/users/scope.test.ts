import { describe, expect, it } from 'vitest';
import { may } from '../../src/users/rights.ts';
import {
  covers,
  kecamatanScope,
  officeScope,
  type Scope,
  ScopeError,
  wholeDistrict,
  within,
  withinOrGiven,
} from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { fillInScopes, findUser } from '../../src/users/users.ts';
import { useDatabase } from '../support/database.ts';

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
      covers(nothing, '63.11.01'),
      covers(halong, undefined),
      covers(wholeDistrict, undefined),
    ]).toEqual([false, false, true]);
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

describe('the scope of an office', () => {
  const pupr = officeScope('dinas-pupr', ['dinas-pupr', 'dinas-lh']);

  it('covers what was given to it and no village; one that there is not is refused', () => {
    expect([within(pupr), withinOrGiven(pupr)]).toEqual([
      { kecamatan: { $in: [] } },
      { office: 'dinas-pupr' },
    ]);
    expect([covers(pupr, '63.11.01'), covers(pupr, undefined)]).toEqual([false, false]);
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
    '"%s" reaches the whole district, so nobody of some kecamatan holds it',
    (right) => {
      for (const role of ['staff', 'coordinator', 'admin'] as const)
        expect(may({ role, scope: halong }, right)).toBe(false);
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
