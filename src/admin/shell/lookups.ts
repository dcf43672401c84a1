import { type AuthorityOffice, readAuthorityFile } from '../../issues/authority-file.ts';
import type { Issue } from '../../issues/issue.model.ts';
import { listIssues } from '../../issues/issues.ts';
import type { Region } from '../../regions/region.model.ts';
import { kecamatanOf, listRegions } from '../../regions/regions.ts';
import type { AdminDeps } from './deps.ts';

/** Names for the keys and codes that proposals hold. */
export interface Lookups {
  issues: Issue[];
  issueNames: ReadonlyMap<string, string>;
  regions: Region[];
  /** Whom proposals are handed on to. */
  offices: AuthorityOffice[];
  kecamatan: { code: string; name: string }[];
  villageName(code: string): string;
  kecamatanName(code: string): string;
  /** The key itself where the district has dropped the office since. */
  officeName(key: string): string;
}

/** Reads the names afresh: the district may have renamed an issue a moment ago. */
export async function readLookups(deps: AdminDeps): Promise<Lookups> {
  const [issues, regions, { offices }] = await Promise.all([
    listIssues(),
    listRegions(deps.district.code),
    readAuthorityFile(),
  ]);
  const villages = new Map(regions.map((region) => [region._id, region.name]));
  const kecamatan = kecamatanOf(regions);
  const kecamatanNames = new Map(kecamatan.map(({ code, name }) => [code, name]));
  return {
    issues,
    issueNames: new Map(issues.map((issue) => [issue._id, issue.name])),
    regions,
    offices,
    kecamatan,
    villageName: (code) => villages.get(code) ?? code,
    kecamatanName: (code) => kecamatanNames.get(code) ?? code,
    officeName: (key) => offices.find((office) => office.key === key)?.name ?? key,
  };
}
