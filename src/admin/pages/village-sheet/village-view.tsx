import type { SheetContents } from '../../../letters/sheets/contents.ts';
import { isSent, type SheetDelivery } from '../../../letters/sheets/send.ts';
import type { Region } from '../../../regions/region.model.ts';
import { lineWords } from '../../../reports/sheet-words.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section, StatusTag, Token } from '../../shell/parts.tsx';
import { type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

export interface VillageProps {
  visit: SignedInVisit;
  choice: RoundChoice;
  lookups: Lookups;
  region: Region;
  /** "Desa Juai, Kecamatan Juai". */
  area: string;
  /** Null where there is nothing to tell. */
  contents: SheetContents | null;
  sent: SheetDelivery[];
  /** To how many heads of RT it would go. */
  heads: number;
}

const sayOf =
  ({ visit }: VillageProps) =>
  (key: string, params = {}) =>
    visit.words.say(`paper-pages.sheet.${key}`, params);

/** What a village's sheet says, the button that sends it, and what came of those that were sent. */
export function VillagePage(props: VillageProps) {
  const { visit, choice, region, area, contents } = props;
  const say = sayOf(props);
  const round = `${roundField}=${choice.round._id}`;
  const title = say('of', { area });
  return (
    <Page visit={visit} title={title}>
      <p class="neighbours">
        <a href={`/desa?${round}&kecamatan=${region.kecamatan.code}`}>{say('back')}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/desa/${region._id}?${roundField}=${id}`} />
      {contents === null && (
        <Empty title={say('none')}>
          <p>{say('empty')}</p>
        </Empty>
      )}
      {contents && (
        <>
          <p class="actions">
            <a class="button plain" href={`/desa/${region._id}/lembar.pdf?${round}`}>
              {say('pdf')}
            </a>
          </p>
          {may(visit.user, 'review') && <Sending {...props} contents={contents} />}
          <Sent {...props} />
          <Lines {...props} contents={contents} />
          <Questions {...props} contents={contents} />
          <Works {...props} contents={contents} />
        </>
      )}
    </Page>
  );
}

type Told = VillageProps & { contents: SheetContents };

function Sending(props: Told) {
  const { visit, region, choice, contents, sent, heads } = props;
  const say = sayOf(props);
  return (
    <Section id="kirim" title={say('sending')}>
      <p>{say('to', { count: heads })}</p>
      {sent.length > 0 && <p>{say(isSent(contents, sent) ? 'unchanged' : 'changed')}</p>}
      {heads > 0 && (
        <form method="post" action={`/desa/${region._id}/kirim?${roundField}=${choice.round._id}`}>
          <Token visit={visit} />
          <button type="submit">{say('send')}</button>
        </form>
      )}
    </Section>
  );
}

/** Delivered, waiting and undeliverable are three things. */
function Sent(props: VillageProps) {
  const { visit, sent } = props;
  const say = sayOf(props);
  if (sent.length === 0) return null;
  return (
    <Section id="terkirim" title={say('history')}>
      <ul class="people">
        {sent.map(({ sheet, delivered, waiting, undeliverable }) => (
          <li key={sheet._id}>
            <div>
              {say('line', {
                at: visit.words.time(sheet.at),
                proposals: sheet.proposals,
                people: sheet.people.length,
              })}
            </div>
            <div class="ends">
              <span class="tag good">{say('delivered', { count: delivered })}</span>{' '}
              {waiting > 0 && <span class="tag busy">{say('waiting', { count: waiting })}</span>}{' '}
              {undeliverable > 0 && (
                <span class="tag bad">{say('undeliverable', { count: undeliverable })}</span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Lines(props: Told) {
  const { visit, contents } = props;
  const { words, deps } = visit;
  const say = sayOf(props);
  const speech = { texts: deps.texts, locale: words.locale };
  if (contents.lines.length === 0) return null;
  return (
    <Section id="usulan" title={say('lines', { count: contents.lines.length })}>
      <ul class="people">
        {contents.lines.map((line) => {
          const { seats, why, next } = lineWords(line, speech, words.day);
          return (
            <li key={line.code}>
              <div>
                <strong>{words.title(line.title)}</strong>
                <small>
                  {line.code} · {seats}
                </small>
                <p>
                  {why} <em>{next}</em>
                </p>
              </div>
              <div class="ends">
                <StatusTag words={words} status={line.status} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Questions(props: Told) {
  const { visit, contents, lookups } = props;
  const say = sayOf(props);
  if (contents.questions.length === 0) return null;
  return (
    <Section id="tanya-jawab" title={say('questions')}>
      <ul class="people">
        {contents.questions.map(({ question, answer, office, at }) => (
          <li key={`${at.getTime()}`}>
            <div>
              <strong>{question}</strong>
              <p>{answer}</p>
              <small>
                {lookups.offices.find(({ key }) => key === office)?.name ?? visit.deps.agency} ·{' '}
                {visit.words.day(at)}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Works(props: Told) {
  const { visit, contents } = props;
  const say = sayOf(props);
  if (contents.works.length === 0) return null;
  return (
    <Section id="realisasi" title={say('works')}>
      <ul>
        {contents.works.map(({ name, size, year, stage }) => (
          <li key={`${year} ${name}`}>
            {visit.words.say(`papers.sheet.work.${stage}`, {
              name: size ? `${name}, ${size}` : name,
              year: String(year),
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}
