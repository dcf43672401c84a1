import { placeOfVillage } from '../../regions/regions.ts';
import { covers, reaches } from '../../users/scope.ts';
import type { Lookups } from './lookups.ts';
import type { Area } from './own-area.ts';
import { Select } from './parts.tsx';
import type { SignedInVisit } from './visit.ts';

/**
 * Narrows a list by kecamatan and village, those of the own area; villages can be chosen once a kecamatan is. An only kecamatan
 * is chosen already.
 */
export function AreaSelects({
  visit,
  lookups,
  filter,
}: {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: Area;
}) {
  const { t } = visit.words;
  const { scope } = visit.actor;
  const any = { value: '', label: t('filter.any') };
  const own = lookups.kecamatan.filter(({ code }) => reaches(scope, code));
  const [only] = own.length === 1 ? own : [];
  const chosen = filter.kecamatan ?? only?.code ?? '';
  const villages = lookups.regions.filter(
    (region) => region.kecamatan.code === chosen && covers(scope, placeOfVillage(region)),
  );
  const named = own.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      <Select
        name="kecamatan"
        label={t('field.kecamatan')}
        value={chosen}
        options={only ? named : [any, ...named]}
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
