import { readFile } from 'node:fs/promises';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const folder = (code: string, file: string) =>
  new URL(`../../data/districts/${code}/${file}`, import.meta.url);

/** Four kecamatan stand beside each other on a desk's screen; styles/map.css knows eight rows. */
const cell = z.tuple([z.number().int().min(0).max(3), z.number().int().min(0).max(7)]);
/** Degrees from one side to the other. */
const span = z.tuple([z.number(), z.number()]);
const districtSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  province: z.string(),
  /** Column and row of each kecamatan in the drawn map, by its code; those left out are drawn below. */
  map: z.record(z.string(), cell).optional(),
  /** Latitudes from south to north and longitudes from west to east; for coordinates whose minus was left out. */
  lies: z.strictObject({ lat: span, lon: span }).optional(),
});
const villageSchema = z.strictObject({
  kecamatan_code: z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/),
  kecamatan: z.string().min(1),
  village_code: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/),
  village: z.string().min(1),
  type: z.enum(['desa', 'kelurahan']),
});
const indicatorSchema = z.strictObject({
  key: z.string().min(1),
  year: z.coerce.number().int().min(1990).max(2100),
  value: z.coerce.number(),
  unit: z.string(),
  area: z.string(),
  series: z.string(),
  source: z.string().min(1),
});

/** Name of a district and of its province, as shown to people, and how it is drawn. */
export type District = z.infer<typeof districtSchema>;
export type VillageRow = z.infer<typeof villageSchema>;
/** One published value; `series` parts values that must not be compared (the IPM changed its method). */
export type IndicatorRow = z.infer<typeof indicatorSchema>;

/**
 * Reads `data/districts/<code>/`: what a district brings along to be served.
 * @throws Error naming the file, and for a table the line, that is missing or malformed
 */
export async function readDistrict(
  code: string,
): Promise<{ district: District; villages: VillageRow[]; indicators: IndicatorRow[] }> {
  const read = (file: string) =>
    readFile(folder(code, file), 'utf8').catch((cause) => {
      throw new Error(`data/districts/${code}/${file} is missing; see docs/districts.md`, { cause });
    });
  const district = districtSchema.parse(parseYaml(await read('district.yaml')));
  return {
    district,
    villages: rows(await read('villages.csv'), villageSchema, `data/districts/${code}/villages.csv`),
    indicators: rows(await read('indicators.csv'), indicatorSchema, `data/districts/${code}/indicators.csv`),
  };
}

function rows<T extends z.ZodType>(csv: string, schema: T, file: string): z.infer<T>[] {
  const records: unknown[] = parseCsv(csv, { columns: true, skip_empty_lines: true, trim: true, bom: true });
  return records.map((record, index) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`${file}:${index + 2}: ${issue?.path.join('.')} ${issue?.message}`);
  });
}
