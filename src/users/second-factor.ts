/** The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for a lost phone. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { copiedCode } from './copied-code.ts';
import { type User, UserModel } from './user.model.ts';

/** Codes for which a phone's clock may be off, before and after, of 30 seconds each. */
const drift = 1;
const periodS = 30;
const recoveryCount = 8;

/** Whether somebody has to show a second factor at the sign-in. */
export const hasSecondFactor = ({ secondFactor }: Pick<User, 'secondFactor'>): boolean =>
  secondFactor?.secret !== undefined;

/**
 * A new secret for an app, kept aside until {@link confirmSecondFactor}; the one in force stays meanwhile.
 * @param key the service's own secret, by which it is kept encrypted
 * @returns the address to show as a QR code, and the secret for whoever types it
 */
export async function proposeSecondFactor(
  email: string,
  issuer: string,
  key: string,
): Promise<{ uri: string; secret: string }> {
  const user = await UserModel.findById(email, { secondFactor: 1 }).lean();
  // Shown again as long as it is not confirmed: the page may be loaded twice.
  const kept = user?.secondFactor?.proposed;
  const secret = (kept && decrypt(kept, key)) || new Secret({ size: 20 }).base32;
  if (!kept || !decrypt(kept, key))
    await UserModel.updateOne({ _id: email }, { $set: { 'secondFactor.proposed': encrypt(secret, key) } });
  return { uri: totpOf(secret, email, issuer).toString(), secret };
}

/**
 * Puts the proposed secret in force, once a code of it was shown. Every session begun before is over.
 * @returns recovery codes, to be shown once and never again; null when the code is wrong
 */
export async function confirmSecondFactor(
  email: string,
  code: string,
  key: string,
  now: Date,
): Promise<{ user: User; recovery: string[] } | null> {
  const before = await UserModel.findById(email).lean();
  const proposed = before?.secondFactor?.proposed;
  const secret = proposed && decrypt(proposed, key);
  const step = secret ? stepOf(secret, code, now) : null;
  if (!secret || step === null) return null;
  const recovery = Array.from({ length: recoveryCount }, newRecoveryCode);
  const user = await UserModel.findOneAndUpdate(
    { _id: email, 'secondFactor.proposed': proposed },
    {
      $set: {
        secondFactor: {
          secret: encrypt(secret, key),
          lastStep: step,
          recovery: recovery.map(hashOf),
          since: now,
        },
      },
    },
    { returnDocument: 'after' },
  ).lean();
  return user && { user, recovery };
}

/** What a shown code came to. */
export type CodeOutcome = 'code' | 'recovery' | 'wrong';

/**
 * Takes a code at the sign-in. A code is good once, also when it is sent twice at the same moment; so is a recovery code.
 */
export async function takeCode(user: User, code: string, key: string, now: Date): Promise<CodeOutcome> {
  const { _id, secondFactor } = user;
  const secret = secondFactor?.secret && decrypt(secondFactor.secret, key);
  const step = secret ? stepOf(secret, code, now) : null;
  if (step !== null) {
    const { modifiedCount } = await UserModel.updateOne(
      { _id, 'secondFactor.lastStep': { $lt: step } },
      { $set: { 'secondFactor.lastStep': step } },
    );
    return modifiedCount === 1 ? 'code' : 'wrong';
  }
  const hash = hashOf(code);
  const { modifiedCount } = await UserModel.updateOne(
    { _id, 'secondFactor.recovery': hash },
    { $pull: { 'secondFactor.recovery': hash } },
  );
  return modifiedCount === 1 ? 'recovery' : 'wrong';
}

/** Takes the second factor away; every session begun before is over. @returns the user as they stand now */
export async function removeSecondFactor(email: string): Promise<User | null> {
  return UserModel.findOneAndUpdate(
    { _id: email.toLowerCase() },
    { $unset: { secondFactor: 1 } },
    { returnDocument: 'after' },
  ).lean();
}

const totpOf = (secret: string, label: string, issuer: string) =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: periodS,
    secret: Secret.fromBase32(secret),
  });

/** The period that a code is of; null when it is of none near now. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret, '', '').validate({ token: digits, window: drift, timestamp });
  return delta === null ? null : Math.floor(timestamp / 1000 / periodS) + delta;
}

const newRecoveryCode = () => `${copiedCode(5)}-${copiedCode(5)}`;

const hashOf = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest('base64url');

const keyOf = (key: string) => Buffer.from(hkdfSync('sha256', key, '', 'rembuk second factor', 32));

/** AES-256-GCM: nonce, tag and text, base64url. */
function encrypt(text: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null when it was encrypted by another key: SESSION_SECRET was changed, and recovery codes are the way in. */
function decrypt(sealed: string, key: string): string | null {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', keyOf(key), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
