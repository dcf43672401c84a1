import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { isIdle } from '../../src/demo/hold.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import type { BotApi } from './bot-api/server.ts';
import type { Office } from './office.ts';

/** How long anything of the service is waited for, in ms; generous, for the machine may be busy. */
export const patienceMs = 120_000;

/** Somebody with Telegram on their phone, who talks with the service over a Bot API of the tests. */
export interface Proposer {
  chat: number;
  proposal: Proposal;
  /** Says one thing after the other, each when the one before was answered. */
  tell(lines: readonly string[]): Promise<void>;
}

/** Enters the head of an RT and has them send a proposal in a talk of their own. */
export async function talkedProposal(office: Office, api: BotApi, thing: string): Promise<Proposer> {
  const chat = 71_234;
  api.state.user(chat);
  const village = '63.11.06.2005';
  const seat = { name: 'Ahmad Fauzi', office: 'ketua-rt' as const, rt: '01', village };
  const [person] = await addParticipants(
    [{ ...seat, kecamatan: village.slice(0, 8), address: `telegram:${chat}` }],
    office.clock.now,
  );
  if (!person) throw new Error('nobody was entered');
  async function tell(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const before = api.sentTo(chat).length;
      api.say(chat, line);
      await expect.poll(() => api.sentTo(chat).length, { timeout: patienceMs }).toBeGreaterThan(before);
      while (!(await isIdle(office.app.runtime))) await sleep(20);
    }
  }
  const problem = 'Anak sekolah memutar lima kilometer karena tidak ada titian';
  await tell(['halo', '1', '1', problem, '3', thing, 'dekat langgar', '40 meter', '30 KK', 'umum']);
  await tell(['milik desa', 'LEWATI', 'kirim', 'selesai']);
  const proposal = await ProposalModel.findOne({ participant: person._id }).lean();
  if (!proposal) throw new Error('nothing was sent');
  return { chat, proposal, tell };
}
