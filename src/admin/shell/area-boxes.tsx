import type { Lookups } from './lookups.ts';
import type { SignedInVisit } from './visit.ts';

/** A box for each kecamatan, and below it, folded, one for each of its villages. */
export function AreaBoxes({
  visit,
  lookups,
  typed,
}: {
  visit: SignedInVisit;
  lookups: Lookups;
  /** The codes that are ticked; of a kecamatan that is, its villages are not shown as ticked too. */
  typed: { kecamatan: string[]; villages: string[] };
}) {
  const { t } = visit.words;
  return lookups.kecamatan.map(({ code, name }) => {
    const villages = lookups.regions.filter((region) => region.kecamatan.code === code);
    const some = villages.filter(({ _id }) => typed.villages.includes(_id));
    const whole = typed.kecamatan.includes(code);
    return (
      <div key={code} class="area">
        <Box name="kecamatan" value={code} label={name} ticked={whole} />
        <details open={some.length > 0 && !whole}>
          <summary>
            {t('filter.villages', { count: villages.length })} <span class="unseen">{name}</span>
          </summary>
          <div class="boxes">
            {villages.map((village) => (
              <Box
                key={village._id}
                name="villages"
                value={village._id}
                label={village.name}
                ticked={!whole && typed.villages.includes(village._id)}
              />
            ))}
          </div>
        </details>
      </div>
    );
  });
}

/** A box to tick, one of several fields of the same name. */
export function Box({
  name,
  value,
  label,
  ticked,
}: {
  name: string;
  value: string;
  label: string;
  ticked: boolean;
}) {
  const id = `${name}-${value}`;
  return (
    <label class="pick" for={id}>
      <input id={id} type="checkbox" name={name} value={value} checked={ticked} />
      <span>{label}</span>
    </label>
  );
}
