import type { Effect } from '../../conversation/types.ts';
import { markAnswered } from '../../outreach/model/invitations.ts';
import { offices, type ParticipantId } from '../../people/participant.model.ts';
import { record, recordConsents } from '../../people/participants.ts';
import { liftSuppressions } from '../../people/suppressed.ts';
import { letGo } from '../../proposals/carry-over.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { openThread } from '../../threads/ask.ts';
import { requestErasure } from '../privacy/erase.ts';

/** Something that happens besides replies, to whom, and in which round. */
export interface Pending {
  effect: Effect;
  participant: ParticipantId;
  round: RoundId | null;
}

/**
 * Carries out what was stored with turns: consents together, for they come in waves when a round opens, and the rest one by
 * one. Each may come twice (a crash between doing it and noting that it is done) and then changes nothing.
 */
export async function applyEffects(pending: readonly Pending[], privacyKey: string): Promise<void> {
  for (const { effect, participant, round } of pending) await applyEffect(effect, participant, round);
  const consents = pending.flatMap(({ effect, participant, round }) =>
    effect.kind === 'consented'
      ? [{ participant, round, textVersion: effect.textVersion, at: new Date(effect.at) }]
      : [],
  );
  if (consents.length === 0) return;
  // Side by side: all who agreed wait for it.
  const lifting = recordConsents(consents).then((addresses) => liftSuppressions(addresses, privacyKey));
  await Promise.all([lifting, markAnswered(consents)]);
}

async function applyEffect(
  effect: Effect,
  participantId: ParticipantId,
  roundId: RoundId | null,
): Promise<void> {
  if (effect.kind === 'language') {
    await record.language(participantId, effect.locale);
    return;
  }
  const at = new Date(effect.at);
  switch (effect.kind) {
    // Consents are recorded together, and voices by `voices/take-voices.ts`.
    case 'consented':
    case 'spoken':
    // As are answers to reopened questions, by `reopen.ts`.
    case 'completed':
      return;
    case 'declined':
      if (effect.how === 'stopped') await record.stop(participantId, at);
      if (effect.how === 'wrong-person') await record.wrongPerson(participantId, at);
      await markAnswered([
        {
          round: roundId,
          participant: participantId,
          at,
          ...(effect.how === 'later' ? {} : { declined: effect.how }),
        },
      ]);
      return;
    case 'returned':
      await record.comeBack(participantId);
      return;
    case 'let-go':
      await letGo(effect.proposal, participantId, at);
      return;
    case 'erase':
      await requestErasure(participantId, at);
      return;
    case 'tell-staff':
      await record.wrongPerson(participantId, at);
      return;
    case 'asked':
      await openThread({ participant: participantId, round: roundId, words: effect.words, at });
      return;
    case 'registered':
      await register(effect, participantId);
  }
}

async function register(
  effect: Extract<Effect, { kind: 'registered' }>,
  participantId: ParticipantId,
): Promise<void> {
  const office = offices.find((known) => known === effect.office);
  if (!office) throw new Error(`The flow registered an unknown office "${effect.office}"`);
  const { name, village, rt } = effect;
  const kecamatan = village.split('.').slice(0, 3).join('.');
  await record.registration(participantId, { name, office, village, kecamatan, ...(rt ? { rt } : {}) });
}
