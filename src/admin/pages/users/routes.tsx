import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import {
  kecamatanScope,
  officeScope,
  type Scope,
  ScopeError,
  villageScope,
  wholeDistrict,
} from '../../../users/scope.ts';
import { removeSecondFactor } from '../../../users/second-factor.ts';
import {
  addUser,
  listUsers,
  PasswordError,
  removeUser,
  setPassword,
  UserExistsError,
} from '../../../users/users.ts';
import { type Lookups, readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { addForm, asTyped, passwordForm, removeForm, type TypedUser } from './form.ts';
import { UsersPage } from './view.tsx';

/** `/pengguna`: who may sign in. */
export function userPages(): Router {
  const router = Router();
  router.get(
    '/pengguna',
    signedIn('keep', (visit, _request, response) => showUsers(visit, response, asTyped.parse({}), {})),
  );
  router.post('/pengguna', signedIn('keep', add));
  router.post('/pengguna/sandi', signedIn('keep', reset));
  router.post('/pengguna/cabut', signedIn('keep', remove));
  router.post('/pengguna/dua-langkah', signedIn('keep', resetFactor));
  return router;
}

/** The fields of the scope are in one group of the form, so they share its error. */
const fieldOf = (name: PropertyKey | undefined) =>
  ['reach', 'kecamatan', 'villages'].some((one) => one === name) ? 'area' : String(name);

async function add(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = addForm.safeParse(request.body);
  const again = (problems: Record<string, string>) =>
    showUsers(visit, response, asTyped.parse(request.body ?? {}), problems);
  if (!typed.success) {
    const fields = new Set(typed.error.issues.map((issue) => fieldOf(issue.path[0])));
    await again(Object.fromEntries([...fields].map((field) => [field, `${field}-unfit`])));
    return;
  }
  const known = await readLookups(visit.deps);
  const { name, email: address, role, password: first } = typed.data;
  try {
    const scope = scopeFrom(typed.data, known);
    await addUser(
      { name, email: address, role, scope, password: first },
      visit.deps.now(),
      visit.deps.passwordCost,
    );
  } catch (error) {
    if (error instanceof ScopeError)
      return again({ [error.problem === 'scope-office' ? 'office' : 'area']: error.problem });
    if (error instanceof UserExistsError) return again({ email: 'email-taken' });
    if (error instanceof PasswordError) return again({ password: error.problem });
    throw error;
  }
  await done(request, response, '/pengguna', 'user-added', { name });
}

/** The scope that was chosen. @throws ScopeError */
function scopeFrom(
  { role, reach, kecamatan, villages, office }: z.infer<typeof addForm>,
  known: Pick<Lookups, 'kecamatan' | 'regions' | 'offices'>,
): Scope {
  if (role === 'skpd' || office)
    return officeScope(
      role === 'skpd' ? office : '',
      known.offices.map(({ key }) => key),
    );
  if (role === 'admin') return wholeDistrict;
  // Ticks that the choice above them passes over are a slip: it would give away more, or other, than was meant.
  const passedOver = { district: [...kecamatan, ...villages], kecamatan: villages, village: kecamatan };
  if (passedOver[reach].length > 0) throw new ScopeError('scope-mixed');
  if (reach === 'district') return wholeDistrict;
  if (reach === 'village') return villageScope(villages, known.regions);
  return kecamatanScope(
    kecamatan,
    known.kecamatan.map(({ code }) => code),
  );
}

/** Sets a new password for a user who forgot theirs. */
async function reset(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = passwordForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  try {
    const { email: whose, password: next } = typed.data;
    if (!(await setPassword(whose, next, visit.deps.passwordCost))) throw new PageError(404);
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    return showUsers(visit, response, asTyped.parse({}), { pengguna: error.problem });
  }
  await done(request, response, '/pengguna', 'password-reset', { email: typed.data.email });
}

/** For a user who lost their phone and recovery codes: the next sign-in asks for the password only. */
async function resetFactor(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = removeForm.safeParse(request.body);
  if (!typed.success || typed.data.email === visit.user._id) throw new PageError(400);
  if (!(await removeSecondFactor(typed.data.email))) throw new PageError(404);
  await done(request, response, '/pengguna', 'factor-reset', { email: typed.data.email });
}

async function remove(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = removeForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  if (!(await removeUser(typed.data.email, visit.user._id))) throw new PageError(404);
  await done(request, response, '/pengguna', 'user-removed', { email: typed.data.email });
}

async function showUsers(
  visit: SignedInVisit,
  response: Response,
  typed: TypedUser,
  problems: Record<string, string>,
): Promise<void> {
  const [users, lookups] = await Promise.all([listUsers(), readLookups(visit.deps)]);
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  show(
    response,
    <UsersPage visit={visit} users={users} lookups={lookups} typed={typed} problems={problems} />,
    status,
  );
}
