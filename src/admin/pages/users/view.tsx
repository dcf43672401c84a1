import { passwordLength } from '../../../users/password-rules.ts';
import { hasSecondFactor } from '../../../users/second-factor.ts';
import { roles, type User } from '../../../users/user.model.ts';
import { AreaBoxes } from '../../shell/area-boxes.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Field, Problems, Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { reaches, type TypedUser } from './form.ts';

interface UsersProps {
  visit: SignedInVisit;
  users: User[];
  lookups: Lookups;
  typed: TypedUser;
  problems: Readonly<Record<string, string>>;
}

/** Who may sign in, and a form for one more. */
export function UsersPage(props: UsersProps) {
  const { visit } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('users.title')}>
      <div class="head">
        <h1>{t('users.title')}</h1>
        <p class="soft">{t('users.intro')}</p>
      </div>
      <Problems words={visit.words} problems={props.problems} />
      <div class="columns">
        <Section id="pengguna" title={t('users.list')}>
          <ul class="people">
            {props.users.map((user) => (
              <Person key={user._id} {...props} user={user} />
            ))}
          </ul>
        </Section>
        <Section id="tambah" title={t('users.add')}>
          <AddForm {...props} />
        </Section>
      </div>
    </Page>
  );
}

function Person({ visit, lookups, user }: UsersProps & { user: User }) {
  const { t } = visit.words;
  const field = `sandi-${user._id}`;
  return (
    <li>
      <div>
        <strong>{user.name}</strong>
        <small>{user._id}</small>
        <small>
          {t(`role.${user.role}`)} · {areaOf(visit, lookups, user)}
        </small>
        <details>
          <summary class="small">{t('users.reset')}</summary>
          <form method="post" action="/pengguna/sandi">
            <Token visit={visit} />
            <input type="text" name="email" hidden readOnly value={user._id} autocomplete="username" />
            <div class="field">
              <label for={field}>{t('account.next')}</label>
              <input
                id={field}
                name="password"
                type="password"
                autocomplete="new-password"
                required
                minLength={passwordLength}
              />
            </div>
            <button type="submit" class="plain">
              {t('users.reset-button')}
            </button>
          </form>
        </details>
        {hasSecondFactor(user) && user._id !== visit.user._id && (
          <details>
            <summary class="small">{t('users.factor')}</summary>
            <form method="post" action="/pengguna/dua-langkah">
              <Token visit={visit} />
              <input type="hidden" name="email" value={user._id} />
              <p class="small">{t('users.factor-text', { name: user.name })}</p>
              <button type="submit" class="plain">
                {t('users.factor-button')}
              </button>
            </form>
          </details>
        )}
        {user._id !== visit.user._id && (
          <details>
            <summary class="small">{t('users.remove')}</summary>
            <form method="post" action="/pengguna/cabut">
              <Token visit={visit} />
              <input type="hidden" name="email" value={user._id} />
              <p class="small">{t('users.remove-text', { name: user.name })}</p>
              <button type="submit" class="danger">
                {t('users.remove-button')}
              </button>
            </form>
          </details>
        )}
      </div>
    </li>
  );
}

/** What of the district somebody sees: all of it, some kecamatan or villages, or what is given to their office. */
function areaOf({ words }: SignedInVisit, lookups: Lookups, { scope }: User): string {
  if (scope.kind === 'district') return words.t('users.whole-district');
  if (scope.kind === 'kecamatan') return scope.codes.map(lookups.kecamatanName).join(', ');
  if (scope.kind === 'village')
    return words.t('users.of-villages', {
      villages: scope.codes.map(lookups.villageName).join(', '),
      kecamatan: scope.kecamatan.map(lookups.kecamatanName).join(', '),
    });
  return lookups.officeName(scope.office);
}

function AddForm({ visit, lookups, typed, problems }: UsersProps) {
  const { t } = visit.words;
  const problem = (field: string) => (problems[field] ? t(`problem.${problems[field]}`) : undefined);
  return (
    <form method="post" action="/pengguna">
      <Token visit={visit} />
      <Field
        name="name"
        label={t('field.name')}
        value={typed.name}
        autocomplete="off"
        problem={problem('name')}
      />
      <Field
        name="email"
        type="email"
        label={t('field.email')}
        value={typed.email}
        autocomplete="off"
        problem={problem('email')}
      />
      <fieldset id="role">
        <legend>{t('users.role')}</legend>
        {roles.map((role) => (
          <label class="pick" key={role}>
            <input type="radio" name="role" value={role} checked={typed.role === role} />
            <span>
              {t(`role.${role}`)} <small>{t(`users.may.${role}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset id="area">
        <legend>{t('users.area')}</legend>
        <small class="hint">{t('users.area-hint')}</small>
        {problems.area && <small class="problem">{problem('area')}</small>}
        {reaches.map((reach) => (
          <label class="pick" key={reach}>
            <input type="radio" name="reach" value={reach} checked={typed.reach === reach} />
            <span>{t(`users.reach.${reach}`)}</span>
          </label>
        ))}
        <AreaBoxes visit={visit} lookups={lookups} typed={typed} />
      </fieldset>
      <Select
        name="office"
        label={t('users.skpd')}
        value={typed.office}
        options={[
          { value: '', label: t('users.no-skpd') },
          ...lookups.offices.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <Field
        name="password"
        type="password"
        label={t('users.password')}
        hint={t('users.password-hint', { length: passwordLength })}
        autocomplete="new-password"
        minLength={passwordLength}
        problem={problem('password')}
      />
      <button type="submit">{t('users.button')}</button>
    </form>
  );
}
