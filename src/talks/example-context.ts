import type { Context } from '../conversation/types.ts';
import { readAuthorityFile } from '../issues/authority-file.ts';
import { offices } from '../people/participant.model.ts';
import { readDistrict } from '../regions/district-file.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';

/** Made-up surroundings for talking to the engine without a database: an RT head of Juai in a round of 2026. */
export async function exampleContext(
  texts: Texts,
  locale: Locale,
  now: string,
  district: string,
): Promise<Context> {
  const { district: names, villages } = await readDistrict(district);
  const kecamatan = new Map(villages.map((village) => [village.kecamatan_code, village.kecamatan]));
  const villageLists = [...kecamatan.keys()].map((code) => [
    `villages/${code}`,
    villages
      .filter((one) => one.kecamatan_code === code)
      .map((one) => ({ value: one.village_code, label: one.village })),
  ]);
  const office = (key: string) => texts.t(locale, `conversation.office.${key}`);
  const issues = {
    kemiskinan: 'Kemiskinan',
    pengangguran: 'Pengangguran',
    'pertumbuhan-ekonomi': 'Pertumbuhan ekonomi',
    ipm: 'Pembangunan manusia',
    ketimpangan: 'Ketimpangan',
  };
  return {
    now,
    timeZone: 'Asia/Makassar',
    agency: `Bapperida ${names.name}`,
    district: names.name,
    lies: names.lies,
    round: { year: 2026, quota: 3 },
    participant: {
      name: 'Ketua RT 03 Desa Juai',
      office: office('ketua-rt'),
      rt: '03',
      village: 'Juai',
      kecamatan: 'Juai',
      verified: true,
    },
    quotaLeft: 3,
    // Two of the published values, as if an admin had confirmed them; see data/districts for their sources.
    conditions: [
      {
        issue: 'kemiskinan',
        name: 'Kemiskinan',
        latest: { year: 2024, value: 4.87, unit: '%', area: names.name, ofProvince: false },
        before: { year: 2023, value: 5.22 },
        betterWhen: 'lower',
      },
      {
        issue: 'ketimpangan',
        name: 'Ketimpangan',
        latest: { year: 2024, value: 0.302, unit: 'index 0-1', area: names.province, ofProvince: true },
        before: { year: 2023, value: 0.313 },
        betterWhen: 'lower',
      },
    ],
    authority: await readAuthorityFile(),
    budgeted: [],
    lists: {
      issues: Object.entries(issues).map(([value, label]) => ({ value, label })),
      kecamatan: [...kecamatan].map(([value, label]) => ({ value, label })),
      offices: offices.map((value) => ({ value, label: office(value) })),
      ...Object.fromEntries(villageLists),
    },
  };
}
