import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../src/users/password.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { addUser, changePassword, ensureFirstAdmin, signIn, UserExistsError } from '../../src/users/users.ts';
import { useDatabase } from '../support/database.ts';
import { testPasswordCost } from '../support/service.ts';

useDatabase([UserModel]);

const now = new Date('2026-12-01T01:00:00Z');

describe('a password', () => {
  it('is kept as a salted hash that only the password fits', async () => {
    const kept = await hashPassword('kata sandi panjang');
    expect(kept).toMatch(/^scrypt\$131072\$8\$1\$/);
    expect(kept).not.toBe(await hashPassword('kata sandi panjang'));
    expect(await verifyPassword('kata sandi panjang', kept)).toBe(true);
    expect(await verifyPassword('kata sandi Panjang', kept)).toBe(false);
  });

  it('costs as much as it is told to, and fits whatever it cost', async () => {
    const kept = await hashPassword('kata sandi panjang', testPasswordCost);
    expect(kept).toMatch(/^scrypt\$128\$8\$1\$/);
    expect(await verifyPassword('kata sandi panjang', kept)).toBe(true);
    expect(await verifyPassword('kata sandi Panjang', kept)).toBe(false);
  });

  it.each(['', 'plain', 'scrypt$1$1$1$$', 'bcrypt$x$y$z$a$b'])(
    'never fits a hash of another form: "%s"',
    async (kept) => {
      expect(await verifyPassword('', kept)).toBe(false);
    },
  );
});

describe('users', () => {
  it('sign in by address in any case, and only with their password', async () => {
    await addUser(
      {
        email: 'Ani@Example.go.id',
        name: 'Ani',
        role: 'coordinator',
        scope: wholeDistrict,
        password: 'kata sandi panjang',
      },
      now,
    );
    expect(await signIn('ani@example.GO.ID', 'kata sandi panjang')).toMatchObject({
      name: 'Ani',
      role: 'coordinator',
    });
    expect(await signIn('ani@example.go.id', 'salah')).toBeNull();
    expect(await signIn('nobody@example.go.id', 'kata sandi panjang')).toBeNull();
  });

  it('have every password at the cost that is asked for, and at the standard one unless told otherwise', async () => {
    const costOf = async (email: string) => (await UserModel.findById(email).lean())?.password.slice(0, 15);
    const email = 'ani@example.go.id';
    expect(await costOf(email)).toBe('scrypt$131072$8');
    const passwords = { present: 'kata sandi panjang', next: 'kucing hitam makan ikan' };
    await changePassword(email, passwords, testPasswordCost);
    expect(await costOf(email)).toMatch(/^scrypt\$128\$8\$/);
    expect(await signIn(email, passwords.next)).toMatchObject({ name: 'Ani' });
    await changePassword(email, { present: passwords.next, next: passwords.present });
    expect(await costOf(email)).toBe('scrypt$131072$8');
  });

  it('stand once', async () => {
    const ani = {
      email: 'ANI@example.go.id',
      name: 'Ani',
      role: 'staff',
      scope: wholeDistrict,
      password: 'lain sama sekali',
    } as const;
    await expect(addUser(ani, now)).rejects.toThrow(UserExistsError);
  });

  it('have a first admin only while there is nobody', async () => {
    await ensureFirstAdmin('admin@example.go.id', 'kata sandi panjang', now);
    expect(await UserModel.countDocuments()).toBe(1);
  });
});
