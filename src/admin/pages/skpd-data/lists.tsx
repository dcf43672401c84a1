import { placeOfVillage } from '../../../regions/regions.ts';
import { mayHandIn } from '../../../skpd-data/check-row.ts';
import type { SkpdDatum } from '../../../skpd-data/datum.model.ts';
import { may } from '../../../users/rights.ts';
import { Pager } from '../../shell/pager.tsx';
import { Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { pageFields } from './forms.ts';
import type { DataProps } from './props.ts';

/** What was handed in and is shown to nobody yet; the planning office ticks what it has held against the source. */
export function Waiting(props: DataProps) {
  const { visit, waiting } = props;
  const { say } = visit.words;
  const confirms = may(visit.user, 'confirm-data');
  return (
    <Section id="menunggu" title={say('skpd-data.waiting', { count: waiting.total })}>
      {waiting.total === 0 && <p class="soft">{say('skpd-data.none-waiting')}</p>}
      {waiting.total > 0 && (
        <>
          <p class="soft">{say(confirms ? 'skpd-data.waiting-text' : 'skpd-data.waiting-skpd')}</p>
          {confirms && (
            <form method="post" action="/data-skpd/konfirmasi" id="konfirmasi">
              <Token visit={visit} />
              <button type="submit">{say('skpd-data.confirm')}</button>
            </form>
          )}
          <ul class="people">
            {waiting.data.map((datum) => (
              <li key={datum._id}>
                {confirms ? (
                  <label class="pick" for={`pilih-${datum._id}`}>
                    <input
                      id={`pilih-${datum._id}`}
                      type="checkbox"
                      name="data"
                      value={`${datum._id}:${datum.revision}`}
                      form="konfirmasi"
                    />
                    <span>
                      <Datum {...props} datum={datum} />
                    </span>
                  </label>
                ) : (
                  <div>
                    <Datum {...props} datum={datum} />
                  </div>
                )}
                <Act visit={visit} datum={datum} action="hapus" />
              </li>
            ))}
          </ul>
          <Pages {...props} of="waiting" />
        </>
      )}
    </Section>
  );
}

/** What people read before they write, of one village or of all. */
export function Confirmed(props: DataProps) {
  const { visit, lookups, village, confirmed } = props;
  const { say, t } = visit.words;
  return (
    <Section id="dikonfirmasi" title={say('skpd-data.confirmed', { count: confirmed.total })}>
      <form method="get" action="/data-skpd" class="one-line">
        <Select
          name="desa"
          label={t('field.village')}
          value={village ?? ''}
          options={[
            { value: '', label: t('filter.any') },
            ...lookups.regions
              .filter((village) => mayHandIn(visit.actor.scope, placeOfVillage(village)))
              .map(({ _id, name, kecamatan }) => ({ value: _id, label: `${name}, ${kecamatan.name}` })),
          ]}
        />
        <button type="submit" class="plain small">
          {say('skpd-data.show')}
        </button>
      </form>
      {confirmed.total === 0 && <p class="soft">{say('skpd-data.none-confirmed')}</p>}
      <ul class="people">
        {confirmed.data.map((datum) => (
          <li key={datum._id}>
            <div>
              <Datum {...props} datum={datum} />
            </div>
            {may(visit.user, 'confirm-data') && <Act visit={visit} datum={datum} action="tarik" />}
          </li>
        ))}
      </ul>
      <Pages {...props} of="confirmed" />
    </Section>
  );
}

/** Leads through one of the two lists; the other stays where it is. */
function Pages(props: DataProps & { of: keyof typeof pageFields }) {
  const { visit, village, waiting, confirmed, of } = props;
  const address = (at: number) => {
    const page = { waiting: waiting.page, confirmed: confirmed.page, [of]: at };
    return `/data-skpd?${new URLSearchParams({
      ...(village ? { desa: village } : {}),
      [pageFields.waiting]: String(page.waiting),
      [pageFields.confirmed]: String(page.confirmed),
    })}`;
  };
  const { page, pages } = props[of];
  return <Pager visit={visit} page={page} pages={pages} address={address} field={pageFields[of]} />;
}

function Datum({ visit, lookups, personName, datum }: DataProps & { datum: SkpdDatum }) {
  const { words } = visit;
  const { office, area, kecamatan, what, value, unit, year, source, confirmed, handedIn } = datum;
  const place =
    area === kecamatan
      ? words.say('skpd-data.kecamatan', { name: lookups.kecamatanName(area) })
      : `${lookups.villageName(area)}, ${lookups.kecamatanName(kecamatan)}`;
  const mark = confirmed ?? handedIn;
  return (
    <>
      <strong>{value === undefined ? what : `${what}: ${words.number(value)} ${unit}`.trim()}</strong>
      <small>
        {place} · {year} · {lookups.officeName(office)}
      </small>
      <small>{words.say('skpd-data.source', { source })}</small>
      <small>
        {words.say(confirmed ? 'skpd-data.confirmed-by' : 'skpd-data.handed-in-by', {
          by: personName(mark.by),
          day: words.day(mark.at),
        })}
      </small>
    </>
  );
}

function Act({
  visit,
  datum,
  action,
}: {
  visit: SignedInVisit;
  datum: SkpdDatum;
  action: 'hapus' | 'tarik';
}) {
  return (
    <form method="post" action={`/data-skpd/${action}`}>
      <Token visit={visit} />
      <input type="hidden" name="datum" value={datum._id} />
      <button type="submit" class="quiet small">
        {visit.words.say(`skpd-data.${action}`)} <span class="unseen">{datum.what}</span>
      </button>
    </form>
  );
}
