import type { Choice } from '../channels/channel.ts';
import type { Condition } from '../conversation/condition.ts';
import type { Context } from '../conversation/types.ts';
import { readAuthorityFile } from '../issues/authority-file.ts';
import { describeConditions } from '../issues/conditions.ts';
import { listIndicators, listIssues } from '../issues/issues.ts';
import { offices, type Participant } from '../people/participant.model.ts';
import { knownRts } from '../people/seats-known.ts';
import { quotaLeft } from '../proposals/seat-usage.ts';
import type { District } from '../regions/district-file.ts';
import type { Region } from '../regions/region.model.ts';
import { kecamatanOf } from '../regions/regions.ts';
import type { Round } from '../rounds/round.model.ts';
import { currentRound } from '../rounds/rounds.ts';
import { confirmedByArea, dataOf } from '../skpd-data/read.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { localYear } from '../time/local-time.ts';
import { type ShownWork, worksSince } from '../works/works.ts';

/** Issues, conditions and the round are read anew after this long, so that a page's change is soon in the talks. */
const freshMs = 5_000;
/** Works are many and change seldom. */
const worksFreshMs = 60_000;
const labelLength = 24;

/** What all conversations share: settings, regions, and what staff may change at any time. */
export interface ContextProvider {
  round(): Promise<Round | null>;
  region(code: string | undefined): Region | undefined;
  /** @param left of the quota of their seat, where the caller knows it already; it is looked up otherwise */
  context(participant: Participant, round: Round | null, locale: Locale, left?: number): Promise<Context>;
}

/** @param settings what does not change while the service runs */
export function createContextProvider(settings: {
  agency: string;
  district: District;
  timeZone: string;
  regions: Region[];
  texts: Texts;
  now: () => Date;
}): ContextProvider {
  const { agency, district, timeZone, regions, texts, now } = settings;
  const byCode = new Map(regions.map((region) => [region._id, region]));
  const regionLists = listRegionChoices(regions);
  const round = fresh(currentRound, now);
  const state = fresh(async () => {
    const [issues, indicators, authority] = await Promise.all([
      listIssues(),
      listIndicators(),
      readAuthorityFile(),
    ]);
    const data = await confirmedByArea(authority.offices);
    const conditions: Condition[] = describeConditions(issues, indicators, district);
    return {
      conditions,
      data,
      authority,
      issues: issues.map((issue) => ({ value: issue._id, label: label(issue.name) })),
    };
  }, now);

  const rts = fresh(async () => {
    const byVillage = [...(await knownRts())];
    return Object.fromEntries(
      byVillage.map(([code, some]) => [`rts/${code}`, some.map((rt) => ({ value: rt, label: rt }))]),
    );
  }, now);

  const yearNow = () => localYear(now(), timeZone);
  const works = fresh(() => worksSince(yearNow()), now, worksFreshMs);
  const workLine = (locale: Locale, { name, size, stage, year }: ShownWork) =>
    texts.t(locale, `works.line.${stage}${size ? '-sized' : ''}`, { name, size, year: String(year) });

  return {
    round,
    region: (code) => (code ? byCode.get(code) : undefined),
    async context(participant, round, locale, left) {
      const [{ conditions, data, authority, issues }, known, byVillage, quota] = await Promise.all([
        state(),
        participant.village ? {} : rts(),
        works(),
        left ?? (round && participant.village ? quotaLeft(round, participant) : 0),
      ]);
      const village = byCode.get(participant.village ?? '');
      const officeName = (office: string) => texts.t(locale, `conversation.office.${office}`);
      return {
        now: now().toISOString(),
        timeZone,
        agency,
        district: district.name,
        lies: district.lies,
        round: { year: round?.year ?? yearNow(), quota: round?.quota ?? 0 },
        participant: {
          name: participant.name,
          office: participant.office ? officeName(participant.office) : '',
          rt: participant.rt ?? null,
          village: village?.name ?? '',
          kecamatan: village?.kecamatan.name ?? '',
          verified: participant.verified,
        },
        quotaLeft: quota,
        conditions,
        officeData: dataOf(data, participant.village ?? ''),
        authority,
        budgeted: (byVillage.get(participant.village ?? '') ?? []).map((work) => workLine(locale, work)),
        lists: {
          ...regionLists,
          ...known,
          issues,
          offices: offices.map((office) => ({ value: office, label: officeName(office) })),
        },
      };
    },
  };
}

function listRegionChoices(regions: Region[]): Record<string, Choice[]> {
  const kecamatan = kecamatanOf(regions);
  const villages = kecamatan.map(({ code }) => [
    `villages/${code}`,
    regions.filter((r) => r.kecamatan.code === code).map((r) => ({ value: r._id, label: label(r.name) })),
  ]);
  return {
    kecamatan: kecamatan.map(({ code, name }) => ({ value: code, label: label(name) })),
    ...Object.fromEntries(villages),
  };
}

const label = (name: string) => (name.length > labelLength ? `${name.slice(0, labelLength - 1)}…` : name);

/** Remembers an answer for so long ({@link freshMs}), also when the clock is moved back meanwhile; a failure is not remembered. */
function fresh<T>(read: () => Promise<T>, now: () => Date, longestMs = freshMs): () => Promise<T> {
  let kept: { value: Promise<T>; at: number } | undefined;
  return () => {
    const at = now().getTime();
    if (kept && at >= kept.at && at < kept.at + longestMs) return kept.value;
    const value = read();
    kept = { value, at };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}
