import { describeFinding } from '../../../reports/import-findings.ts';
import { Page } from '../../shell/page.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { FileForm, OneForm } from './hand-in.tsx';
import { Confirmed, Waiting } from './lists.tsx';
import type { DataProps } from './props.ts';

/** What waits for confirmation, what is shown to people, and the two ways to hand more in. */
export function DataPage(props: DataProps) {
  const { visit } = props;
  const { say } = visit.words;
  return (
    <Page visit={visit} title={say('skpd-data.title')}>
      <div class="head">
        <h1>{say('skpd-data.title')}</h1>
        <p class="soft">{say('skpd-data.intro')}</p>
      </div>
      <RefusedFile {...props} />
      <div class="columns">
        <div>
          <Waiting {...props} />
          <Confirmed {...props} />
        </div>
        <div>
          <OneForm {...props} />
          <FileForm visit={visit} />
        </div>
      </div>
    </Page>
  );
}

const shown = 100;

/** Why nothing of a file was kept: the whole of it cannot be read, or rows of it are wrong. */
function RefusedFile({ visit, refused, findings }: DataProps) {
  const { say } = visit.words;
  if (refused)
    return (
      <p class="notice bad" role="alert">
        {sayOf(visit, `list.${refused.problem}`, refused.params)}
      </p>
    );
  if (findings.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      <p>{say('skpd-data.nothing-kept', { count: findings.length })}</p>
      <ul>
        {findings.slice(0, shown).map((one, index) => {
          const told = describeFinding(one, visit.deps.texts, visit.words.locale, 'skpd-data');
          return (
            <li key={`${one.line} ${index}`}>
              {told.where}, {told.column}
              {told.value && ` “${told.value}”`}: {told.reason} {told.suggestion}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A text of these lists, or of lists of people where that is the same. */
function sayOf({ words, deps }: SignedInVisit, key: string, params: Record<string, string | number>): string {
  const own = `skpd-data.${key}`;
  return words.say(deps.texts.has(own) ? own : `import.${key}`, params);
}
