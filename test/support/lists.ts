import { readDistrict } from '../../src/regions/district-file.ts';
import type { Region } from '../../src/regions/region.model.ts';

/** Balangan's villages as the database would have them, for tests that need no database. */
export async function balanganRegions(): Promise<Region[]> {
  const { district, villages } = await readDistrict('63.11');
  return villages.map((row) => ({
    _id: row.village_code,
    name: row.village,
    type: row.type,
    kecamatan: { code: row.kecamatan_code, name: row.kecamatan },
    district: district.code,
  }));
}

/** A list as CSV, headings first. */
export function csvList(...rows: string[]): Buffer {
  return Buffer.from(rows.join('\n'));
}
