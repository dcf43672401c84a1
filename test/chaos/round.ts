import { setTimeout as sleep } from 'node:timers/promises';
import { setUp } from '../../src/demo/hold.ts';
import { inventPeople } from '../../src/demo/people.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { type Random, random } from '../../src/demo/random.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { listRegions } from '../../src/regions/regions.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import type { BotApi } from '../support/bot-api/server.ts';
import type { WhatsAppWeb } from '../support/whatsapp-web/server.ts';
import type { People } from './people.ts';
import type { Planned } from './schedule.ts';

/** Who takes part, and how each comes to it. */
export interface Company {
  addresses: string[];
  /** Addresses of those who are invited; the others write first. */
  invited: string[];
}

/** Every third of those on Telegram is invited. */
const invitedOf = 3;

/** Gives people their phones: so many on WhatsApp, the others on Telegram. */
export function givePhones(count: number, onWhatsApp: number, api: BotApi, web: WhatsAppWeb | null): Company {
  const addresses = Array.from({ length: count }, (_, index) => {
    if (web && index < onWhatsApp) {
      const number = `62812340${10_000 + index * 7}`;
      web.addPerson(number);
      return `whatsapp:${number}`;
    }
    api.state.user(5_001 + index);
    return `telegram:${5_001 + index}`;
  });
  const invited = addresses.filter(
    (address, index) => address.startsWith('telegram') && index % invitedOf === 0,
  );
  return { addresses, invited };
}

/** Opens the round and enters everybody, on the connected database. */
export async function openRoundFor(
  { addresses }: Company,
  seed: number,
): Promise<{ round: Round; participants: Participant[] }> {
  const regions = await listRegions('63.11');
  const people = inventPeople(regions, await readDemoProposals(), addresses.length, seed);
  return setUp(people, (index) => addresses[index] ?? null, new Date());
}

/** Sendings in one run: one goes out just before each of so many faults. */
const sendings = 4;
const shortlyBeforeMs = 300;
const againAfterMs = 1_000;

/**
 * Lets everybody come to the round in the time of the plan: some write first, at instants from the seed, the others
 * are invited. Resolves when the last one has come.
 * @throws AbortError, or Error where a sending could not begin until then
 */
export async function letComeIn(
  people: People,
  { round, participants }: { round: Round; participants: Participant[] },
  company: Company,
  options: { plan: Planned[]; seed: number; signal: AbortSignal },
): Promise<void> {
  const { plan, seed, signal } = options;
  const chance: Random = random(seed + 1);
  const length = plan.at(-1)?.at ?? 0;
  const first = company.addresses.filter((address) => !company.invited.includes(address));
  const writing = first.map(async (address) => {
    await sleep(chance.below(length), undefined, { signal });
    people.begin(address);
  });
  const size = Math.ceil(company.invited.length / sendings);
  const inviting = Array.from({ length: sendings }, async (_, index) => {
    const before = plan[Math.floor((plan.length * index) / sendings)]?.at ?? 0;
    await sleep(Math.max(0, before - shortlyBeforeMs), undefined, { signal });
    const some = company.invited.slice(index * size, (index + 1) * size);
    const only = participants
      .filter(({ addresses = [] }) => addresses.some((address) => some.includes(address)))
      .map(({ _id }) => _id);
    await inviteUntilDone(round, only, signal);
  });
  await Promise.all([...writing, ...inviting]);
}

/**
 * As staff do: tries again while the database is away, or another sending runs.
 * @throws Error that tells why it could not begin, where the run ends before it does
 */
async function inviteUntilDone(round: Round, only: string[], signal: AbortSignal): Promise<void> {
  while (only.length > 0) {
    try {
      await planBroadcast(round, { only, hours: null }, 'chaos', new Date());
      return;
    } catch (error) {
      await sleep(againAfterMs, undefined, { signal }).catch(() => {
        throw new Error('A sending of invitations could not begin.', { cause: error });
      });
    }
  }
}
