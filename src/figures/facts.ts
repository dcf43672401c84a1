/** The few facts of a round that its figures are counted from, each kept in step by a ledger. */
import type { ConversationStatus } from '../conversation/types.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
} from '../outreach/model/invitation.model.ts';
import { type Participant, ParticipantModel } from '../people/participant.model.ts';
import { type Row, readRowsAhead, rowsOf } from '../proposals/rows.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Ledger, openLedger } from '../storage/ledger.ts';
import { type Conversation, ConversationModel } from '../talks/conversation.model.ts';
import { type Thread, ThreadModel } from '../threads/thread.model.ts';

/** Somebody who holds a seat, or has registered. */
export interface PersonFacts {
  village: string | null;
  kecamatan: string | null;
  consentedAt: number | null;
  wrongPerson: boolean;
  /** They have registered themselves, and nobody has looked at it yet. */
  unconfirmed: boolean;
  left: boolean;
}

export interface InvitationFacts {
  participant: string;
  status: InvitationStatus;
}

/** How somebody's talk of the round stands; absent `step` once it is over. */
export interface TalkFacts {
  status: ConversationStatus | null;
  step: string | null;
  flow: { id: string; version: string } | null;
  submitted: number;
}

/** A question to the office; of every round. */
export interface ThreadFacts {
  waits: boolean;
  dueAt: number;
  village: string | null;
  kecamatan: string | null;
}

/** All of one round; people and their questions are of every round. */
export interface RoundFacts {
  proposals: ReadonlyMap<string, Row>;
  invitations: ReadonlyMap<string, InvitationFacts>;
  /** By the id of the participant. */
  talks: ReadonlyMap<string, TalkFacts>;
  people: ReadonlyMap<string, PersonFacts>;
  threads: ReadonlyMap<string, ThreadFacts>;
  /** Another number whenever any of it may have changed; only to be compared with one of the same process. */
  version: number;
}

const time = (date: Date | undefined) => date?.getTime() ?? null;

const invitationLedger = (round: RoundId): Ledger<InvitationFacts> =>
  openLedger<Invitation, InvitationFacts>({
    model: InvitationModel,
    filter: { round },
    changed: 'changed',
    byWallClock: true,
    fields: ['participant', 'status'],
    factsOf: ({ participant, status }) => ({ participant, status }),
  });

const talkLedger = (round: RoundId): Ledger<TalkFacts> =>
  openLedger<Conversation, TalkFacts>({
    model: ConversationModel,
    filter: { round },
    changed: 'updatedAt',
    byWallClock: false,
    fields: ['state.status', 'state.step', 'state.flow', 'state.submitted'],
    factsOf: ({ state }) => ({
      status: state?.status ?? null,
      step: state?.step ?? null,
      flow: state ? { id: state.flow.id, version: state.flow.version } : null,
      submitted: state?.submitted?.length ?? 0,
    }),
  });

const peopleLedger = (): Ledger<PersonFacts> =>
  openLedger<Participant, PersonFacts>({
    model: ParticipantModel,
    filter: {},
    changed: 'changed',
    byWallClock: true,
    fields: ['village', 'kecamatan', 'consent.at', 'wrongPersonAt', 'verified', 'refused.at', 'leftAt'],
    factsOf: (person) => ({
      village: person.village ?? null,
      kecamatan: person.kecamatan ?? null,
      consentedAt: time(person.consent?.at),
      wrongPerson: Boolean(person.wrongPersonAt),
      unconfirmed: !person.verified && !person.refused && Boolean(person.village),
      left: Boolean(person.leftAt),
    }),
  });

const threadLedger = (): Ledger<ThreadFacts> =>
  openLedger<Thread, ThreadFacts>({
    model: ThreadModel,
    filter: {},
    changed: 'changed',
    byWallClock: true,
    fields: ['state', 'due', 'village', 'kecamatan'],
    factsOf: ({ state, due, village, kecamatan }) => ({
      waits: state === 'waiting',
      dueAt: due.getTime(),
      village: village ?? null,
      kecamatan: kecamatan ?? null,
    }),
  });

/** Hands out the facts of a round, up to date; what was read once stays in memory. */
export interface FactBook {
  of(round: RoundId): Promise<RoundFacts>;
  /** Reads what the first visitor after a start would wait for, without haste. */
  readAhead(round: RoundId): Promise<void>;
}

/** Opened once a process, after the database is connected; nothing is read before it is asked for. */
export function openFactBook(): FactBook {
  const people = peopleLedger();
  const threads = threadLedger();
  const ofRound = (round: RoundId) => ({
    invitations: invitationLedger(round),
    talks: talkLedger(round),
  });
  const rounds = new Map<RoundId, ReturnType<typeof ofRound>>();
  function ledgersOf(round: RoundId) {
    const ledgers = rounds.get(round) ?? ofRound(round);
    rounds.set(round, ledgers);
    return ledgers;
  }
  return {
    async readAhead(round) {
      const { invitations, talks } = ledgersOf(round);
      await readRowsAhead(round);
      // One after another: side by side they would rest in each other's work.
      for (const ledger of [invitations, talks, people, threads]) await ledger.readAhead();
    },
    async of(round) {
      const { invitations, talks } = ledgersOf(round);
      const [proposed, invited, talking, persons, asked] = await Promise.all([
        rowsOf(round),
        invitations.read(),
        talks.read(),
        people.read(),
        threads.read(),
      ]);
      const version = [invitations, talks, people, threads].reduce(
        (sum, one) => sum + one.version(),
        proposed.version,
      );
      return {
        proposals: proposed.byId,
        invitations: invited,
        talks: talking,
        people: persons,
        threads: asked,
        version,
      };
    },
  };
}
