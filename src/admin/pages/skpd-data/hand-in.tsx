import { limits } from '../../../people/import/rows.ts';
import { placeOfVillage } from '../../../regions/regions.ts';
import { describeFinding } from '../../../reports/import-findings.ts';
import { mayHandIn } from '../../../skpd-data/check-row.ts';
import { ListFile } from '../../shell/list-file.tsx';
import { Field, Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { DataProps } from './props.ts';

/** One datum by form. */
export function OneForm({ visit, lookups, typed, problems }: DataProps) {
  const { words, deps, actor } = visit;
  const { say } = words;
  const { scope } = actor;
  const wrong = (field: string) => {
    const found = problems[field];
    return found && describeFinding(found, deps.texts, words.locale, 'skpd-data').reason;
  };
  const areas = lookups.kecamatan
    .flatMap(({ code, name }) => [
      { value: code, label: say('skpd-data.kecamatan', { name }), place: { kecamatan: code } },
      ...lookups.regions
        .filter(({ kecamatan }) => kecamatan.code === code)
        .map((village) => ({
          value: village._id,
          label: `${village.name}, ${name}`,
          place: placeOfVillage(village),
        })),
    ])
    .filter(({ place }) => mayHandIn(scope, place));
  return (
    <Section id="satu" title={say('skpd-data.one')}>
      <form method="post" action="/data-skpd">
        <Token visit={visit} />
        {scope.kind !== 'office' && (
          <>
            <Wrong says={wrong('office')} />
            <Select
              name="office"
              label={say('skpd-data.column.office')}
              value={typed.office}
              options={[
                { value: '', label: say('skpd-data.choose') },
                ...lookups.offices.map(({ key, name }) => ({ value: key, label: name })),
              ]}
            />
          </>
        )}
        {scope.kind === 'office' && <Wrong says={wrong('office')} />}
        <Wrong says={wrong('area')} />
        <Select
          name="area"
          label={say('skpd-data.area')}
          value={typed.area}
          options={[{ value: '', label: say('skpd-data.choose') }, ...areas]}
        />
        <Field name="what" label={say('skpd-data.column.what')} value={typed.what} problem={wrong('what')} />
        <Field
          name="value"
          label={say('skpd-data.column.value')}
          hint={say('skpd-data.value-hint')}
          value={typed.value}
          required={false}
          problem={wrong('value')}
        />
        <Field
          name="unit"
          label={say('skpd-data.column.unit')}
          value={typed.unit}
          required={false}
          problem={wrong('unit')}
        />
        <Field name="year" label={say('skpd-data.column.year')} value={typed.year} problem={wrong('year')} />
        <Field
          name="source"
          label={say('skpd-data.column.source')}
          value={typed.source}
          problem={wrong('source')}
        />
        <button type="submit">{say('skpd-data.hand-in')}</button>
      </form>
    </Section>
  );
}

function Wrong({ says }: { says: string | undefined }) {
  return says ? <small class="problem">{says}</small> : null;
}

/** Many at once; nothing of a file with a wrong row is kept. */
export function FileForm({ visit }: { visit: SignedInVisit }) {
  const { say } = visit.words;
  return (
    <Section id="berkas" title={say('skpd-data.file')}>
      <form method="post" action="/data-skpd/berkas" enctype="multipart/form-data">
        <Token visit={visit} />
        <ListFile
          label={say('skpd-data.file-label')}
          hint={say('skpd-data.file-hint', { megabytes: limits.bytes / 1024 / 1024 })}
        />
        <div class="actions">
          <button type="submit">{say('skpd-data.file-button')}</button>
          <a href="/data-skpd/contoh.xlsx">{say('skpd-data.template')}</a>
        </div>
      </form>
    </Section>
  );
}
