import { readExamples } from '../classification/examples.ts';
import type { Config } from '../config.ts';
import { loadIndicators, loadIssues } from '../issues/issues.ts';
import { readIssuesFile } from '../issues/issues-file.ts';
import { fillInVillages } from '../letters/earlier.ts';
import { tellLetters } from '../letters/tell.ts';
import { fillInUsedLinks } from '../people/ties.ts';
import { fillInAnsweredAt } from '../proposals/answers.ts';
import { admitConfirmed, setPendingApart } from '../proposals/pending.ts';
import { fillInSeatUsage } from '../proposals/seat-usage.ts';
import { fillInSupport } from '../proposals/support.ts';
import { type District, readDistrict } from '../regions/district-file.ts';
import type { Region } from '../regions/region.model.ts';
import { listRegions, loadRegions } from '../regions/regions.ts';
import { ensureIndexes } from '../storage/mongodb.ts';
import { fillInHelpRequests } from '../threads/earlier.ts';
import { tellAnswers } from '../threads/tell.ts';
import { loadExamples } from '../training/examples.ts';
import type { PasswordCost } from '../users/password.ts';
import { ensureFirstAdmin, fillInScopes, PasswordError } from '../users/users.ts';
import { migrate } from './migrations.ts';
import { models } from './models.ts';

/** What a district brings along. */
export interface Prepared {
  district: District;
  regions: Region[];
}

/**
 * Makes the connected database ready: indexes, the district's villages and indicators, issues, examples, the
 * first admin. Quick and harmless when all is there already.
 * @param passwordCost of the first admin's password
 */
export async function prepareDatabase(
  config: Config,
  now: Date,
  passwordCost?: PasswordCost,
): Promise<Prepared> {
  await migrate(now);
  await ensureIndexes(models);
  await fillInSupport();
  await fillInAnsweredAt();
  await fillInUsedLinks(now);
  await setPendingApart();
  await fillInSeatUsage(now);
  await admitConfirmed();
  await fillInScopes();
  await fillInHelpRequests();
  await fillInVillages();
  await tellAnswers(now);
  await tellLetters(now);
  const { district, villages, indicators } = await readDistrict(config.DISTRICT_CODE);
  await Promise.all([
    loadRegions(district.code, villages),
    loadIndicators(indicators),
    loadIssues(await readIssuesFile()),
    loadExamples(await readExamples(), now),
  ]);
  if (config.ADMIN_EMAIL && config.ADMIN_PASSWORD)
    await ensureFirstAdmin(config.ADMIN_EMAIL, config.ADMIN_PASSWORD, now, passwordCost).catch(
      (error: unknown) => {
        if (!(error instanceof PasswordError)) throw error;
        throw new Error('ADMIN_PASSWORD is too easily guessed; take a sentence of some rare words.');
      },
    );
  return { district, regions: await listRegions(district.code) };
}
