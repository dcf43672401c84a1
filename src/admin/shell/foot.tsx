import { helpFor } from './help.ts';
import { looks } from './look.ts';
import type { Visit } from './visit.ts';

/** Below every page of somebody signed in: what the page is for, and how the pages look. */
export function Foot({ visit }: { visit: Visit }) {
  const { words, look, address } = visit;
  const help = helpFor(visit.path);
  return (
    <aside class="foot" aria-label={words.say('help.title')}>
      {help && (
        <div id="bantuan-halaman" tabIndex={-1}>
          <h2>{words.say('help.title')}</h2>
          <p>{words.say(`help.page.${help}`)}</p>
        </div>
      )}
      <form method="post" action="/tampilan" class="looks">
        <input type="hidden" name="_csrf" value={visit.csrf()} />
        <input type="hidden" name="back" value={address} />
        <span>{words.say('help.look')}</span>
        {looks.map((one) => (
          <button key={one} type="submit" name="look" value={one} aria-pressed={one === look}>
            {words.say(`help.looks.${one}`)}
          </button>
        ))}
      </form>
    </aside>
  );
}
