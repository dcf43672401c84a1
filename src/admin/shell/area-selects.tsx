import { covers } from '../../users/scope.ts';
import type { Lookups } from './lookups.ts';
import { Select } from './parts.tsx';
import type { SignedInVisit } from './visit.ts';

/** Narrows a list by kecamatan (those of the own area) and village; villages can be chosen once a kecamatan is. */
export function AreaSelects(props: {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: { kecamatan?: string | undefined; village?: string | undefined };
}) {
  const { visit, lookups, filter } = props;
  const { t } = visit.words;
  const any = { value: '', label: t('filter.any') };
  const own = lookups.kecamatan.filter(({ code }) => covers(visit.actor.scope, code));
  const villages = lookups.regions.filter(
    ({ kecamatan }) => kecamatan.code === filter.kecamatan && covers(visit.actor.scope, kecamatan.code),
  );
  return (
    <>
      <Select
        name="kecamatan"
        label={t('field.kecamatan')}
        value={filter.kecamatan ?? ''}
        options={[any, ...own.map(({ code, name }) => ({ value: code, label: name }))]}
      />
      <Select
        name="desa"
        label={t('field.village')}
        value={filter.village ?? ''}
        disabled={villages.length === 0}
        options={[
          villages.length > 0 ? any : { value: '', label: t('filter.kecamatan-first') },
          ...villages.map((village) => ({ value: village._id, label: village.name })),
        ]}
      />
    </>
  );
}
