import type { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { tiers } from '../../../proposals/step.model.ts';
import { mayEnter } from '../../../tiers/results.ts';
import { ListFile } from '../../shell/list-file.tsx';
import { Page } from '../../shell/page.tsx';
import { Field, Problems, Section, Select, Token } from '../../shell/parts.tsx';
import { inRound, type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { MeetingForm } from './forms.ts';

/** The form that uploads a list with decisions; why one was refused is told above it. */
export function FilePage(props: {
  visit: SignedInVisit;
  choice: RoundChoice | null;
  meeting: MeetingForm;
  tier: string;
  problem: ListError | undefined;
}) {
  const { visit, choice, meeting, tier, problem } = props;
  const { say } = visit.words;
  const own = (key: string) =>
    visit.deps.texts.has(`tiers.list-problem.${key}`) ? 'tiers.list-problem' : 'import.list';
  return (
    <Page visit={visit} title={say('tiers.by-file')}>
      <p class="neighbours">
        <a href={`/tahapan${inRound(choice)}`}>{say('tiers.title')}</a>
      </p>
      <div class="head">
        <h1>{say('tiers.by-file')}</h1>
        <p class="soft">{say('tiers.file-intro')}</p>
      </div>
      {choice && (
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/tahapan/berkas?${roundField}=${id}`} />
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {say(`${own(problem.problem)}.${problem.problem}`, problem.params)}
        </p>
      )}
      <Problems words={visit.words} problems={meeting.problems} say={(key) => say(`tiers.problem.${key}`)} />
      <Section id="bawa" title={say('tiers.bring')}>
        <form method="post" action={`/tahapan/berkas${inRound(choice)}`} enctype="multipart/form-data">
          <Token visit={visit} />
          <Field
            name="forum"
            label={say('tiers.forum')}
            hint={say('tiers.forum-hint.document')}
            value={meeting.forum}
          />
          <Field name="day" type="date" label={say('tiers.day')} value={meeting.day} />
          <Select
            name="tier"
            label={say('tiers.file-tier')}
            value={tier}
            options={[
              { value: '', label: say('tiers.file-tier-none') },
              ...tiers
                .filter((one) => mayEnter(visit.actor.scope, one))
                .map((value) => ({ value, label: say(`tiers.name.${value}`) })),
            ]}
          />
          <ListFile
            label={say('tiers.file')}
            hint={say('tiers.file-hint', { megabytes: limits.bytes / 1024 / 1024, rows: limits.rows })}
          />
          <div class="actions">
            <button type="submit">{say('tiers.check')}</button>
          </div>
        </form>
      </Section>
    </Page>
  );
}
