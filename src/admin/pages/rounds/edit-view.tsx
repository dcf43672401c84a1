import { largestLetter } from '../../../outreach/planning/letters.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { messageOf } from '../../../rounds/rounds.ts';
import { Page } from '../../shell/page.tsx';
import { Problems, Section, Select, Token } from '../../shell/parts.tsx';
import { roundName } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { AudienceFields } from './audience-fields.tsx';
import { RoundPage } from './frame.tsx';
import { HourFields } from './hour-fields.tsx';
import { type Left, LeftToAnswer } from './left.tsx';
import { type FormProps, Line } from './line.tsx';
import { LetterLink } from './round-facts.tsx';
import { TextFields } from './text-fields.tsx';

const asIs = (sentence: string) => sentence;

/** A new round: only what is required; the rest is filled in once it is open. */
export function NewRoundPage(props: FormProps) {
  const { visit, problems } = props;
  const { words } = visit;
  const { t } = words;
  return (
    <Page visit={visit} title={t('rounds.new.title')}>
      <p class="neighbours">
        <a href="/rembuk">{t('rounds.back')}</a>
      </p>
      <div class="head">
        <h1>{t('rounds.new.title')}</h1>
        <p class="soft">{t('rounds.new.intro')}</p>
      </div>
      <Problems words={words} problems={problems} say={asIs} />
      <form method="post" action="/rembuk/baru" class="card narrow-page">
        <Token visit={visit} />
        <Line {...props} name="year" hint={t('rounds.year-hint')} />
        <DataFields {...props} />
        <div class="actions">
          <button type="submit">{t('rounds.new.button')}</button>
          <a href="/rembuk">{t('rounds.cancel')}</a>
        </div>
      </form>
    </Page>
  );
}

/** Everything that can be changed in an open round. The letter has its own form: a refused form cannot keep a file. */
export function EditPage(props: FormProps & { round: Round }) {
  const { visit, round, problems } = props;
  const { words } = visit;
  const { t } = words;
  const { letter, ...others } = problems;
  return (
    <RoundPage
      visit={visit}
      round={round}
      part=""
      title={t('rounds.edit', { name: roundName(words, round) })}
    >
      <Problems words={words} problems={problems} say={asIs} />
      <form method="post" action={`/rembuk/${round._id}/ubah`} class="round-form">
        <Token visit={visit} />
        <input type="hidden" name="revision" value={props.typed.revision} />
        <Section id="naskah" title={t('rounds.texts')}>
          <TextFields {...props} problems={others} />
        </Section>
        <div class="columns even">
          <div>
            <Section id="data" title={t('rounds.facts')}>
              <DataFields {...props} />
            </Section>
            <Section id="jadwal" title={t('rounds.hours')}>
              <HourFields {...props} />
            </Section>
            <Section id="pelepasan" title={visit.words.say('release.round.title')}>
              <ReleaseFields {...props} />
            </Section>
          </div>
          <Section id="sasaran" title={t('rounds.audience')}>
            <AudienceFields {...props} />
          </Section>
        </div>
        <div class="actions save">
          <button type="submit">{t('rounds.save')}</button>
          <a href={`/rembuk/${round._id}`}>{t('rounds.cancel')}</a>
        </div>
      </form>
      <LetterForm visit={visit} round={round} problem={letter} />
    </RoundPage>
  );
}

function DataFields(props: FormProps) {
  const { visit, flows, typed } = props;
  const { t } = visit.words;
  return (
    <>
      <Line {...props} name="name" required={false} hint={t('rounds.name-hint')} />
      <div class="pair">
        <Line {...props} name="firstDay" type="date" required={false} />
        <Line {...props} name="lastDay" type="date" required={false} />
      </div>
      <div class="pair">
        <Line {...props} name="quota" />
        <Line {...props} name="answerDays" />
      </div>
      <Select
        name="flow"
        label={t('rounds.flow')}
        value={typed.flow}
        options={flows.map(({ id, questions }) => ({
          value: id,
          label: t('rounds.flow-of', { id, questions }),
        }))}
      />
    </>
  );
}

/** Who releases answers, and for how long they may be recalled. */
function ReleaseFields(props: FormProps) {
  const { say } = props.visit.words;
  return (
    <>
      <label class="pick">
        <input
          type="checkbox"
          name="releasedByOther"
          value="yes"
          checked={props.typed.releasedByOther === 'yes'}
        />
        <span>
          {say('release.round.by-other')} <small>{say('release.round.by-other-hint')}</small>
        </span>
      </label>
      <Line {...props} name="recallMinutes" hint={say('release.round.minutes-hint')} />
    </>
  );
}

function LetterForm({
  visit,
  round,
  problem,
}: {
  visit: SignedInVisit;
  round: Round;
  problem: string | undefined;
}) {
  const { t } = visit.words;
  const megabytes = largestLetter / 1024 / 1024;
  return (
    <Section id="surat-resmi" title={t('rounds.letter')}>
      <p>
        <LetterLink visit={visit} round={round} />
        {!messageOf(round).letter && t('rounds.no-letter')}
      </p>
      <form method="post" action={`/rembuk/${round._id}/surat`} enctype="multipart/form-data">
        <Token visit={visit} />
        <div class="field">
          <label for="letter">{t('rounds.letter-new')}</label>
          <small id="letter-hint" class="hint">
            {t('rounds.letter-hint', { megabytes })}
          </small>
          {problem && <small class="problem">{problem}</small>}
          <input
            id="letter"
            name="file"
            type="file"
            accept="application/pdf,.pdf"
            required
            aria-describedby="letter-hint"
          />
        </div>
        <button type="submit" class="plain">
          {t('rounds.letter-upload')}
        </button>
      </form>
      {messageOf(round).letter && (
        <form method="post" action={`/rembuk/${round._id}/surat/hapus`}>
          <Token visit={visit} />
          <button type="submit" class="quiet">
            {t('rounds.letter-remove')}
          </button>
        </form>
      )}
    </Section>
  );
}

/** Asks for confirmation before the round is closed to proposals. */
export function ClosePage({
  visit,
  round,
  running,
  left,
}: {
  visit: SignedInVisit;
  round: Round;
  running: boolean;
  left: Left;
}) {
  const { t } = visit.words;
  const back = `/rembuk/${round._id}`;
  return (
    <Page visit={visit} title={t('rounds.close.title')}>
      <div class="prose card">
        <h1>{t('rounds.close.heading', { name: roundName(visit.words, round) })}</h1>
        <p>{t('rounds.close.text')}</p>
        <LeftToAnswer visit={visit} round={round} left={left} />
        {running && <p class="notice warn">{t('rounds.close.running')}</p>}
        <form method="post" action={`${back}/tutup`} class="actions">
          <Token visit={visit} />
          <button type="submit" class="danger">
            {t('rounds.close.button')}
          </button>
          <a href={back}>{t('rounds.cancel')}</a>
        </form>
      </div>
    </Page>
  );
}
