import { createHash } from 'node:crypto';
import { isDuplicate } from '../storage/mongodb.ts';
import { hashPassword, type PasswordCost, standardCost, verifyPassword } from './password.ts';
import { type PasswordProblem, problemOf } from './password-rules.ts';
import { type Scope, ScopeError, wholeDistrict } from './scope.ts';
import { type Role, type User, UserModel } from './user.model.ts';

/** A user of this e-mail address stands already. */
export class UserExistsError extends Error {
  constructor() {
    super('There is a user with this e-mail address already.');
    this.name = 'UserExistsError';
  }
}

/** A password that cannot be taken; `problem` is a key of the locale's `admin.problem.*`. */
export class PasswordError extends Error {
  readonly problem: 'password-wrong' | PasswordProblem;
  constructor(problem: PasswordError['problem']) {
    super(`Password refused: ${problem}`);
    this.name = 'PasswordError';
    this.problem = problem;
  }
}

async function demandGood(password: string, about: { email: string; name: string }): Promise<void> {
  const problem = await problemOf(password, about);
  if (problem) throw new PasswordError(problem);
}

/**
 * Enters somebody who may sign in.
 * @param cost another than the standard one, as for all that make hashes below: for tests, which sign in all the time
 * @throws UserExistsError, PasswordError; ScopeError for an `skpd` without an office, or another role with one
 */
export async function addUser(
  user: { email: string; name: string; role: Role; scope: Scope; password: string },
  now: Date,
  cost?: PasswordCost,
): Promise<void> {
  const { email, name, role, scope, password } = user;
  if ((role === 'skpd') !== (scope.kind === 'office')) throw new ScopeError('scope-office');
  await demandGood(password, { email, name });
  try {
    await UserModel.create({
      _id: email.toLowerCase(),
      name,
      role,
      scope: role === 'admin' ? wholeDistrict : scope,
      password: await hashPassword(password, cost),
      createdAt: now,
    });
  } catch (error) {
    if (isDuplicate(error, '_id_')) throw new UserExistsError();
    throw error;
  }
}

/** Makes the first admin where nobody can sign in yet. */
export async function ensureFirstAdmin(
  email: string,
  password: string,
  now: Date,
  cost?: PasswordCost,
): Promise<void> {
  if (await UserModel.exists({})) return;
  await addUser({ email, name: 'Admin', role: 'admin', scope: wholeDistrict, password }, now, cost);
}

/** Nobody's hash, one for each cost. */
const noHashes = new Map<PasswordCost, Promise<string>>();

/**
 * The user of an e-mail address and password, or null. An unknown address takes as long as a wrong password,
 * so nobody can learn who has an account.
 */
export async function signIn(email: string, password: string, cost = standardCost): Promise<User | null> {
  const user = await UserModel.findById(email.toLowerCase()).lean();
  const noHash = noHashes.get(cost) ?? hashPassword('nobody', cost);
  noHashes.set(cost, noHash);
  const right = await verifyPassword(password, user?.password ?? (await noHash));
  return user && right ? user : null;
}

/** The user as they stand now; a session holds only their address, so a changed role takes effect at once. */
export async function findUser(email: string): Promise<User | null> {
  return UserModel.findById(email).lean();
}

/** Everybody who may sign in, by address. */
export async function listUsers(): Promise<User[]> {
  return UserModel.find().sort({ _id: 1 }).lean();
}

/** The name of somebody of the office by e-mail address; the address itself of who is one no more. */
export type PersonName = (email: string) => string;

/** Reads the names of everybody, for pages that tell who did something. */
export async function readPersonNames(): Promise<PersonName> {
  const users = await UserModel.find({}, { name: 1 }).lean();
  const names = new Map(users.map(({ _id, name }) => [_id, name]));
  return (email) => names.get(email) ?? email;
}

/**
 * Stands for the password and second factor a session was begun with: another one makes another fingerprint, so every session
 * of before is over at once, wherever it was changed.
 */
export function fingerprintOf({ password, secondFactor }: Pick<User, 'password' | 'secondFactor'>): string {
  return createHash('sha256')
    .update(`${password} ${secondFactor?.secret ?? ''}`)
    .digest('base64url')
    .slice(0, 22);
}

/**
 * Changes one's own password, which ends every session begun before.
 * @returns the user with their new password
 * @throws PasswordError when the present password is wrong, or the new one too short or too easily guessed
 */
export async function changePassword(
  email: string,
  passwords: { present: string; next: string },
  cost?: PasswordCost,
): Promise<User> {
  if (!(await signIn(email, passwords.present, cost))) throw new PasswordError('password-wrong');
  const user = await setPassword(email, passwords.next, cost);
  if (!user) throw new PasswordError('password-wrong');
  return user;
}

/**
 * Gives somebody a new password, as an admin does for one who forgot theirs; it ends every session begun before.
 * @returns null when there is no such user
 * @throws PasswordError when it is too short or too easily guessed
 */
export async function setPassword(
  email: string,
  password: string,
  cost?: PasswordCost,
): Promise<User | null> {
  const user = await findUser(email.toLowerCase());
  if (!user) return null;
  await demandGood(password, { email, name: user.name });
  return UserModel.findOneAndUpdate(
    { _id: email.toLowerCase() },
    { $set: { password: await hashPassword(password, cost) } },
    { returnDocument: 'after' },
  ).lean();
}

/**
 * Takes the access of somebody who has left; their sessions are over at once. What they decided keeps their address.
 * @param by who does it; nobody removes themselves, so that one admin always remains
 * @returns false when there is no such user, or when it is themselves
 */
export async function removeUser(email: string, by: string): Promise<boolean> {
  const leaving = email.toLowerCase();
  if (leaving === by) return false;
  const { deletedCount } = await UserModel.deleteOne({ _id: leaving });
  return deletedCount === 1;
}

/**
 * Gives users of an earlier version their scope. There a list of kecamatan stood instead, and an empty one meant the
 * whole district. Twice is once.
 */
export async function fillInScopes(): Promise<void> {
  const without = { scope: { $exists: false } };
  const earlier = UserModel.collection.find<{ _id: never; role: Role; kecamatan?: string[] }>(without);
  for await (const { _id, role, kecamatan = [] } of earlier) {
    const scope: Scope =
      role === 'admin' || kecamatan.length === 0 ? wholeDistrict : { kind: 'kecamatan', codes: kecamatan };
    await UserModel.collection.updateOne({ _id, ...without }, { $set: { scope }, $unset: { kecamatan: 1 } });
  }
}
