import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerDeliveries } from '../../src/outreach/model/answers.ts';
import type { DeliveryOutcome, DeliveryRows } from '../../src/outreach/model/delivery-state.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { invitationDeliveries } from '../../src/outreach/model/invitations.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { noticeDeliveries } from '../../src/outreach/model/notices.ts';
import { ReminderModel } from '../../src/outreach/model/reminder.model.ts';
import { TrialModel } from '../../src/outreach/model/trial.model.ts';
import { trialDeliveries } from '../../src/outreach/model/trials.ts';
import { reminderDeliveries } from '../../src/outreach/sources/reminders.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([TrialModel, ReminderModel, NoticeModel, InvitationModel, ProposalModel]);

const now = new Date('2026-12-01T02:00:00Z');
const us = 'us';
const them = 'them';

interface Standing {
  status: string;
  takenBy?: string;
}

/** One kind of rows, as much of each as its moves need. */
interface Kind {
  rows: DeliveryRows;
  put(id: string, standing: Standing): Promise<void>;
  read(id: string): Promise<Standing>;
}

const flat = (
  rows: DeliveryRows,
  { collection }: Pick<typeof TrialModel | typeof ReminderModel | typeof NoticeModel, 'collection'>,
): Kind => ({
  rows,
  async put(id, standing) {
    const row = { ...standing, channel: 'simulator', address: 'simulator:1' };
    await collection.replaceOne({ _id: id as never }, row, { upsert: true });
  },
  async read(id) {
    const row = await collection.findOne({ _id: id as never });
    return { status: row?.status, ...(row?.takenBy ? { takenBy: row.takenBy } : {}) };
  },
});

const kinds: Record<string, Kind> = {
  trials: flat(trialDeliveries, TrialModel),
  notices: flat(noticeDeliveries, NoticeModel),
  reminders: flat(reminderDeliveries, ReminderModel),
  invitations: flat(invitationDeliveries, InvitationModel as never),
  answers: {
    rows: answerDeliveries,
    async put(id, standing) {
      const row = { code: id, decision: { delivery: { ...standing, channel: 'simulator' } } };
      await ProposalModel.collection.replaceOne({ _id: id as never }, row, { upsert: true });
    },
    async read(id) {
      const row = await ProposalModel.collection.findOne({ _id: id as never });
      const { status, takenBy } = row?.decision.delivery ?? {};
      return { status, ...(takenBy ? { takenBy } : {}) };
    },
  },
};

const states: Standing[] = [
  { status: 'queued' },
  ...['taken', 'sending', 'unknown'].flatMap((status) => [us, them].map((takenBy) => ({ status, takenBy }))),
  { status: 'unknown' },
  { status: 'sent' },
];
const said = ({ status, takenBy }: Standing) => (takenBy ? `${status} by ${takenBy}` : status);

/** What we can do to a row, and what becomes of it; what is not listed stays as it is. */
const moves: [string, (rows: DeliveryRows, id: string) => Promise<unknown>, Record<string, string>][] = [
  ['take', (rows, id) => rows.take([id], us), { queued: 'taken by us' }],
  ['begin', (rows, id) => rows.begin(id, us, now), { 'taken by us': 'sending by us' }],
  [
    'give back',
    (rows, id) => rows.giveBack([id], us),
    { 'taken by us': 'queued', 'sending by us': 'queued', 'unknown by us': 'queued' },
  ],
  [
    'fail',
    (rows, id) => rows.settle(id, us, { status: 'failed', reason: 'x', refused: true }, now),
    { 'taken by us': 'failed', 'sending by us': 'failed', 'unknown by us': 'failed' },
  ],
  [
    'doubt',
    (rows, id) => rows.settle(id, us, { status: 'unknown', reason: 'x' }, now),
    { 'taken by us': 'unknown', 'sending by us': 'unknown', 'unknown by us': 'unknown' },
  ],
  [
    'succeed',
    (rows, id) => rows.settle(id, us, { status: 'sent' }, now),
    // Whoever has it: it has arrived, and must not leave a second time.
    Object.fromEntries(states.map((state) => [said(state), 'sent'])),
  ],
  [
    'settle orphans',
    (rows) => rows.settleOrphans('simulator'),
    {
      'taken by us': 'queued',
      'taken by them': 'queued',
      'sending by us': 'unknown by us',
      'sending by them': 'unknown by them',
    },
  ],
  ['settle orphans of another channel', (rows) => rows.settleOrphans('whatsapp'), {}],
];

describe.each(Object.entries(kinds))('%s', (name, { rows, put, read }) => {
  it.each(moves)('%s', async (move, act, becomes) => {
    for (const state of states) {
      const id = `${name} ${move} ${said(state)}`;
      await put(id, state);
      await act(rows, id);
      const after = said(await read(id));
      expect(`${said(state)} -> ${after}`).toBe(`${said(state)} -> ${becomes[said(state)] ?? said(state)}`);
    }
  });

  it('take tells which of several it has got', async () => {
    await put(`${name} free`, { status: 'queued' });
    await put(`${name} theirs`, { status: 'taken', takenBy: them });
    expect(await rows.take([`${name} free`, `${name} theirs`, `${name} gone`], us)).toEqual(
      new Set([`${name} free`]),
    );
  });
});

/** What the network does with a message, and what its sender hears of it; null when the sender dies before. */
const networks: { arrives: boolean; outcome: DeliveryOutcome | null }[] = [
  { arrives: true, outcome: { status: 'sent' } },
  { arrives: true, outcome: { status: 'unknown', reason: 'cut' } },
  { arrives: false, outcome: { status: 'unknown', reason: 'cut' } },
  { arrives: false, outcome: { status: 'queued' } },
  { arrives: false, outcome: { status: 'failed', reason: 'refused' } },
  { arrives: true, outcome: null },
  { arrives: false, outcome: null },
];
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who: fc.nat(1), does: fc.constant('step' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ who: fc.nat(1), does: fc.constantFrom('die' as const, 'sweep' as const) }),
  },
);

/**
 * One dispatcher, one step at a time, so that another can be at work, and any of them die, between two steps. Nothing
 * but the rows holds them apart: neither knows of a lease.
 */
function dispatcher(name: string, rows: DeliveryRows, id: string, send: () => (typeof networks)[number]) {
  let taker = '';
  let lives = 0;
  let outcome: DeliveryOutcome | null = null;
  const steps = {
    take: async () => ((await rows.take([id], taker)).has(id) ? ('begin' as const) : null),
    begin: async () => ((await rows.begin(id, taker, now)) ? ('send' as const) : null),
    send: async () => {
      ({ outcome } = send());
      return outcome ? ('settle' as const) : null;
    },
    settle: async () => {
      if (outcome) await rows.settle(id, taker, outcome, now);
      return null;
    },
  };
  let next: keyof typeof steps | null = null;
  return {
    async step() {
      if (!next) {
        lives += 1;
        taker = `${name} ${lives}`;
      }
      next = await steps[next ?? 'take']();
    },
    async die() {
      next = null;
    },
    sweep: async () => void (await rows.settleOrphans('simulator')),
  };
}

describe('two dispatchers that die, sleep and take each other for dead', () => {
  let runs = 0;

  it('never send a delivery twice, and what waits has not left', async () => {
    const { rows, put, read } = kinds.trials as Kind;
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 4, maxLength: 24 }),
        fc.infiniteStream(fc.constantFrom(...networks)),
        async (acts, network) => {
          runs += 1;
          const id = `run ${runs}`;
          await put(id, { status: 'queued' });
          let arrived = 0;
          const send = () => {
            const { value } = network.next();
            if (value.arrives) arrived += 1;
            return value;
          };
          const both = [dispatcher('a', rows, id, send), dispatcher('b', rows, id, send)] as const;
          for (const { who, does } of acts) await both[who === 0 ? 0 : 1][does]();
          const { status } = await read(id);
          expect(arrived).toBeLessThanOrEqual(1);
          if (['queued', 'taken', 'failed'].includes(status)) expect(arrived).toBe(0);
          if (status === 'sent') expect(arrived).toBe(1);
        },
      ),
      { numRuns: 150, seed: 11 },
    );
  });
});
