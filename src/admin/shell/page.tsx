import { randomBytes, randomInt } from 'node:crypto';
import type { Response } from 'express';
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { may } from '../../users/rights.ts';
import { asset } from './assets.ts';
import { Foot } from './foot.tsx';
import { helpFor } from './help.ts';
import { isWithin, itemsInRow, type MenuItem, menuItems } from './navigation.ts';
import type { Visit } from './visit.ts';

/**
 * Sends a page. Everything in it is escaped by the renderer; nothing is ever put in as markup. What was to be told once is
 * told with it; a picture or a way on to another page that is asked for before leaves that word alone.
 */
export function show(response: Response, page: VNode, status = 200): void {
  if (response.locals.visit?.notice) delete response.req.session.notice;
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${renderToString(page)}`);
}

/**
 * Something of random length. Pages are sent compressed, and how long a compressed page is could tell, guess by guess, the
 * token in its forms to somebody who watches the line and chooses what is searched for (BREACH).
 */
const chaff = () => randomBytes(randomInt(8, 64)).toString('base64url');

/**
 * The frame of every page: head, way around, what was just done, and the page's own part.
 * @param props.script a script beside that of all pages, from `static/`
 * @param props.wide whether it uses the whole width of a screen
 * @param props.refresh seconds after which a browser without scripts loads the page anew, for what changes by itself
 */
export function Page(props: {
  visit: Visit;
  title: string;
  script?: string;
  wide?: boolean;
  refresh?: number;
  children: ComponentChildren;
}) {
  const { visit, title, script, wide, refresh, children } = props;
  const { deps, words, notice } = visit;
  return (
    <html lang={words.locale} data-look={visit.look === 'auto' ? undefined : visit.look}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {visit.user && <meta name="chaff" content={chaff()} />}
        <title>{`${title} · Rembuk Remas`}</title>
        <link rel="stylesheet" href={asset('admin.css')} />
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        <script src={asset('admin.js')} defer />
        {visit.user && <script type="module" src={asset('drafts.js')} />}
        {script && <script src={asset(script)} defer />}
        {refresh && (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        )}
      </head>
      <body>
        <a class="skip" href="#isi">
          {words.t('frame.skip')}
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src={asset('icon.svg')} alt="" width="32" height="32" />
            <span>
              <strong>Rembuk Remas</strong>
              <small>{deps.agency}</small>
            </span>
          </a>
          {visit.user && <MainMenu visit={visit} />}
        </header>
        <main id="isi" tabIndex={-1} class={wide ? 'wide' : undefined}>
          {notice && (
            <p class={`notice ${notice.tone}`} role="status">
              {words.t(`notice.${notice.key}`, notice.params)}
            </p>
          )}
          {children}
        </main>
        {visit.user && <Foot visit={visit} user={visit.user} />}
        <footer>
          {deps.agency} · {deps.district.name}
        </footer>
      </body>
    </html>
  );
}

/** On a wide screen a row, on a phone a menu to unfold: the one not shown is hidden from readers of the page too. */
function MainMenu({ visit }: { visit: Visit }) {
  const { user, words } = visit;
  const { t } = words;
  const own = menuItems.filter((place) => user && may(user, place.right));
  const folds = own.length > itemsInRow;
  const [row, folded] = [own.filter(({ minor }) => !folds || !minor), own.filter(({ minor }) => minor)];
  return (
    <>
      <nav class="ways wide" aria-label={t('frame.main-menu')}>
        <ul>
          <Links visit={visit} menuItems={row} />
          {folds && (
            <li>
              <details class="more">
                <summary data-here={folded.some(({ path }) => isWithin(path, visit.path)) || undefined}>
                  {t('nav.more')}
                </summary>
                <ul>
                  <Links visit={visit} menuItems={folded} />
                </ul>
              </details>
            </li>
          )}
        </ul>
        <Me visit={visit} />
      </nav>
      <details class="ways narrow">
        <summary>{t('frame.menu')}</summary>
        <nav aria-label={t('frame.main-menu')}>
          <ul>
            <Links visit={visit} menuItems={own} />
          </ul>
          <Me visit={visit} />
        </nav>
      </details>
    </>
  );
}

const hereAt = (place: string, { path }: Visit) => (isWithin(place, path) ? 'page' : undefined);

function Links({ visit, menuItems }: { visit: Visit; menuItems: readonly MenuItem[] }) {
  return (
    <>
      {menuItems.map(({ path, key }) => (
        <li key={path}>
          <a href={path} aria-current={hereAt(path, visit)}>
            {visit.words.t(`nav.${key}`)}
          </a>
        </li>
      ))}
    </>
  );
}

function Me({ visit }: { visit: Visit }) {
  const { user, words } = visit;
  if (!user) return null;
  return (
    <div class="me">
      {helpFor(visit.path) && (
        <a class="to-help" href="#bantuan-halaman" aria-label={words.say('help.link')}>
          ?
        </a>
      )}
      <a href="/akun" aria-current={hereAt('/akun', visit)}>
        {user.name} <small>{words.t(`role.${user.role}`)}</small>
      </a>
      <form method="post" action="/keluar">
        <input type="hidden" name="_csrf" value={visit.csrf()} />
        <button class="quiet" type="submit">
          {words.t('frame.sign-out')}
        </button>
      </form>
    </div>
  );
}
