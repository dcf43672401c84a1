import type { Region } from '../../../regions/region.model.ts';
import { may } from '../../../users/rights.ts';
import type { Offered } from '../../../works/matches.ts';
import type { Match, Work } from '../../../works/work.model.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, StatusTag, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** A work with the proposals that it may fulfil, the nearest first. */
export interface WorkRow {
  work: Work;
  offered: Offered[];
}

/** The works of one village, and what each fulfils: a person says yes or no to what the words suggest. */
export function VillagePage(props: { visit: SignedInVisit; village: Region; rows: WorkRow[] }) {
  const { visit, village, rows } = props;
  const { say } = visit.words;
  return (
    <Page visit={visit} title={`${say('works.title')} ${village.name}`}>
      <p class="neighbours">
        <a href="/realisasi">{say('works.back')}</a>
      </p>
      <div class="head">
        <h1>{say('works.village', { village: village.name })}</h1>
        <p class="soft">{say('works.village-intro', { kecamatan: village.kecamatan.name })}</p>
      </div>
      {rows.length === 0 && (
        <Empty title={say('works.none')}>
          <p>{say('works.none-village')}</p>
        </Empty>
      )}
      {rows.map((row) => (
        <OneWork key={row.work._id} visit={visit} {...row} />
      ))}
    </Page>
  );
}

function OneWork({ visit, work, offered }: WorkRow & { visit: SignedInVisit }) {
  const { say, number } = visit.words;
  const { _id: id, name, stage, year, size, amount, office, matches } = work;
  const facts = [size, office, amount === undefined ? '' : `Rp ${number(amount)}`].filter(Boolean);
  const enters = may(visit.user, 'enter-works');
  return (
    <section class="card" id={id} aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{name}</h2>
      <p>
        <span class={`tag ${stage === 'built' ? 'good' : 'busy'}`}>{say(`works.stage.${stage}`)}</span>{' '}
        {String(year)} {facts.length > 0 && <span class="soft">· {facts.join(' · ')}</span>}
      </p>
      {matches.length > 0 && (
        <ul class="people">
          {matches.map((match) => (
            <Matched key={match.proposal} visit={visit} work={work} match={match} />
          ))}
        </ul>
      )}
      {enters && offered.length > 0 && (
        <>
          <h3>{say('works.match.ask')}</h3>
          <ul class="people">
            {offered.map((proposal) => (
              <Offer key={proposal._id} visit={visit} work={work} proposal={proposal} />
            ))}
          </ul>
        </>
      )}
      {enters && <ByCode visit={visit} work={work} />}
    </section>
  );
}

function Matched({ visit, work, match }: { visit: SignedInVisit; work: Work; match: Match }) {
  const { say } = visit.words;
  const { proposal, code, told } = match;
  return (
    <li>
      <div>
        <a href={`/usulan/${encodeURIComponent(proposal)}`}>{code}</a>
        <small>{told ? say(`works.match.told-${told}`) : say('works.match.untold')}</small>
      </div>
      {!told && may(visit.user, 'enter-works') && (
        <form method="post" action="/realisasi/lepas">
          <Token visit={visit} />
          <input type="hidden" name="work" value={work._id} />
          <input type="hidden" name="proposal" value={proposal} />
          <button class="plain" type="submit" aria-label={say('works.match.undo-of', { code })}>
            {say('works.match.undo')}
          </button>
        </form>
      )}
    </li>
  );
}

function Offer({ visit, work, proposal }: { visit: SignedInVisit; work: Work; proposal: Offered }) {
  const { words } = visit;
  const { say } = words;
  const { _id: id, code, title, status, round } = proposal;
  return (
    <li>
      <div>
        <a href={`/usulan/${encodeURIComponent(id)}`}>{words.title(title)}</a>
        <small>
          {code} · {round} <StatusTag words={words} status={status} />{' '}
          {work.code === code && say('works.match.named')}
        </small>
      </div>
      <form method="post" action="/realisasi/cocok">
        <Token visit={visit} />
        <input type="hidden" name="work" value={work._id} />
        <input type="hidden" name="proposal" value={id} />
        <button type="submit" name="answer" value="ya" aria-label={say('works.match.yes-of', { code })}>
          {say('works.match.yes')}
        </button>{' '}
        <button
          class="plain"
          type="submit"
          name="answer"
          value="bukan"
          aria-label={say('works.match.no-of', { code })}
        >
          {say('works.match.no')}
        </button>
      </form>
    </li>
  );
}

function ByCode({ visit, work }: { visit: SignedInVisit; work: Work }) {
  const { say } = visit.words;
  const field = `code-${work._id}`;
  return (
    <details>
      <summary>{say('works.match.by-code')}</summary>
      <form method="post" action="/realisasi/kode">
        <Token visit={visit} />
        <input type="hidden" name="work" value={work._id} />
        <div class="field">
          <label for={field}>{say('works.match.code')}</label>
          <input id={field} name="code" type="text" autocomplete="off" required maxLength={40} />
        </div>
        <button class="plain" type="submit">
          {say('works.match.yes')}
        </button>
      </form>
    </details>
  );
}
