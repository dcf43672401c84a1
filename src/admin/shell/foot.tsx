import { may } from '../../users/rights.ts';
import type { User } from '../../users/user.model.ts';
import { asset } from './assets.ts';
import { helpFor } from './help.ts';
import { pageLanguages } from './language.ts';
import { looks } from './look.ts';
import { Token } from './parts.tsx';
import type { Visit } from './visit.ts';

/** Below every page of somebody signed in: what the page is for, and how the pages look and speak. */
export function Foot({ visit, user }: { visit: Visit; user: User }) {
  const { words } = visit;
  const help = helpFor(visit.path);
  return (
    <aside class="foot" aria-label={words.say('help.title')}>
      {help && (
        <div id="bantuan-halaman" tabIndex={-1}>
          <h2>{words.say('help.title')}</h2>
          <p>{words.say(`help.page.${help}`)}</p>
          {may(user, 'review') && (
            <p>
              <a href={asset('panduan-koordinator.pdf')} type="application/pdf">
                {words.say('help.guide')}
              </a>
            </p>
          )}
        </div>
      )}
      <LookChoice visit={visit} />
      <LanguageChoice visit={visit} />
    </aside>
  );
}

function LookChoice({ visit }: { visit: Visit }) {
  const { words, look, address } = visit;
  return (
    <form method="post" action="/tampilan" class="looks">
      <Token visit={visit} />
      <input type="hidden" name="back" value={address} />
      <span>{words.say('help.look')}</span>
      {looks.map((one) => (
        <button key={one} type="submit" name="look" value={one} aria-pressed={one === look}>
          {words.say(`help.looks.${one}`)}
        </button>
      ))}
    </form>
  );
}

/** Each language is named in itself, for whoever cannot read the other. */
export function LanguageChoice({ visit }: { visit: Visit }) {
  const { words, address } = visit;
  return (
    <form method="post" action="/bahasa" class="looks">
      <Token visit={visit} />
      <input type="hidden" name="back" value={address} />
      <span>{words.say('help.language')}</span>
      {pageLanguages.map((one) => (
        <button
          key={one}
          type="submit"
          name="language"
          value={one}
          lang={one}
          aria-pressed={one === words.locale}
        >
          {words.say(`help.languages.${one}`)}
        </button>
      ))}
    </form>
  );
}
