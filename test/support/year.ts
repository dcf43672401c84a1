/** A year of an office: its proposals lie there, people have Telegram, and every message that left can be counted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { networkAddress } from '../../src/channels/address.ts';
import { isIdle } from '../../src/demo/hold.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import type { DecisionDraft } from '../../src/proposals/decision-draft.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import type { Tier } from '../../src/proposals/step.model.ts';
import { enterResults, planResults, type Result } from '../../src/tiers/results.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import type { BotApi } from './bot-api/server.ts';
import { type Office, officers } from './office.ts';
import { propose, reread, type Told } from './proposals.ts';
import { patienceMs } from './proposer.ts';

/** The coordinator of the whole district, as the services know them. */
const ani = { name: officers.coordinator.email, role: 'coordinator', scope: wholeDistrict } as const;

/** What a forum said of a proposal: its rank on the list, or why it is not on it. */
export type Verdict = [proposal: Proposal, said: number | string];

export interface Year {
  /** Sends a proposal in the open round, from somebody of their own with Telegram. */
  send(told: Told): Promise<Proposal>;
  /** Somebody writes one thing after the other, each when the one before was answered. */
  says(proposal: Proposal, ...lines: string[]): Promise<void>;
  /** Everything that reached a proposer, oldest first. */
  toldTo(proposal: Proposal): string[];
  /** Names of the files that reached a proposer. */
  filesOf(proposal: Proposal): string[];
  /** Waits until each of these was told so, and holds that it was once. */
  eachToldOnce(proposals: readonly Proposal[], words: string | RegExp): Promise<void>;
  /** The coordinator decides a proposal and releases the answer, which is then on its way. */
  answers(proposal: Proposal, draft: DecisionDraft): Promise<void>;
  /** A forum meets: its results are entered as the page does. */
  meets(meeting: { tier: Tier; forum: string; day: string }, verdicts: readonly Verdict[]): Promise<void>;
}

/** @param office with the role `all`, and the Bot API of the tests for Telegram */
export function liveYear(office: () => Office, api: () => BotApi): Year {
  const chats = new Map<string, number>();
  const chatOf = ({ _id }: Proposal): number => {
    const chat = chats.get(_id);
    if (chat === undefined) throw new Error(`${_id} is of nobody here`);
    return chat;
  };
  const toldTo = (proposal: Proposal) =>
    api()
      .sentTo(chatOf(proposal))
      .map(({ text }) => text);
  const countOf = (proposal: Proposal, words: string | RegExp) =>
    toldTo(proposal).filter((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)))
      .length;
  return {
    toldTo,
    filesOf: (proposal) =>
      api()
        .state.documents.filter(({ chat }) => chat === chatOf(proposal))
        .map(({ name }) => name),
    async send(told) {
      const proposal = await propose(office().round, { at: office().clock.now, ...told });
      const person = await ParticipantModel.findById(proposal.participant).lean();
      const chat = Number(networkAddress(person?.addresses?.[0] ?? 'telegram:0'));
      chats.set(proposal._id, api().state.user(chat).id);
      return proposal;
    },
    async says(proposal, ...lines) {
      for (const line of lines) {
        const before = toldTo(proposal).length;
        api().say(chatOf(proposal), line);
        await expect.poll(() => toldTo(proposal).length, { timeout: patienceMs }).toBeGreaterThan(before);
        while (!(await isIdle(office().app.runtime))) await sleep(20);
      }
    },
    async eachToldOnce(proposals, words) {
      const counts = () => proposals.map((one) => [one.title, countOf(one, words)]);
      await expect.poll(counts, { timeout: patienceMs }).toEqual(proposals.map(({ title }) => [title, 1]));
    },
    async answers(proposal, draft) {
      const { now } = office().clock;
      const { revision } = await reread(proposal);
      await decide(proposal, revision, draft, ani, now);
      expect(await releaseDecision(proposal._id, ani, now)).toBeTruthy();
    },
    async meets(meeting, verdicts) {
      const { round, clock } = office();
      const results = verdicts.map(
        ([{ _id: id }, said]): Result =>
          typeof said === 'number'
            ? { id, passed: true, rank: said, reason: 'Urutan menurut kesepakatan forum.' }
            : { id, passed: false, reason: said },
      );
      const plan = await planResults({ ...meeting, round: round._id }, results, ani, clock.now);
      expect(plan.problems).toEqual([]);
      expect(await enterResults(plan, ani, clock.now)).toBe(verdicts.length);
    },
  };
}
