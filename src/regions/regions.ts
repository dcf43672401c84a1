import type { VillageRow } from './district-file.ts';
import { type Region, RegionModel } from './region.model.ts';

/** Writes a district's villages; the same list again changes nothing. */
export async function loadRegions(district: string, villages: VillageRow[]): Promise<void> {
  await RegionModel.bulkWrite(
    villages.map((v) => ({
      updateOne: {
        filter: { _id: v.village_code },
        update: {
          $set: {
            name: v.village,
            type: v.type,
            kecamatan: { code: v.kecamatan_code, name: v.kecamatan },
            district,
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** A district's villages in the order of their codes. */
export async function listRegions(district: string): Promise<Region[]> {
  return RegionModel.find({ district }).sort({ _id: 1 }).lean();
}

/** Where a village is, as scopes ask for it. */
export const placeOfVillage = ({ _id, kecamatan }: Region): { village: string; kecamatan: string } => ({
  village: _id,
  kecamatan: kecamatan.code,
});

/** The kecamatan of a list of villages, each once, in order. */
export function kecamatanOf(regions: readonly Region[]): { code: string; name: string }[] {
  return [...new Map(regions.map((r) => [r.kecamatan.code, r.kecamatan])).values()];
}
