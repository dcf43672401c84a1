import type { Effect } from '../../conversation/types.ts';
import { markAnswered } from '../../outreach/model/invitations.ts';
import { offices } from '../../people/participant.model.ts';
import { record } from '../../people/participants.ts';
import { liftSuppression } from '../../people/suppressed.ts';
import { requestErasure } from '../privacy/erase.ts';

/**
 * Carries out what was stored with a turn. Each effect may come twice (a crash between doing it and noting that
 * it is done) and then changes nothing.
 */
export async function applyEffect(
  effect: Effect,
  participant: string,
  round: string | null,
  privacyKey: string,
): Promise<void> {
  if (effect.kind === 'language') {
    await record.language(participant, effect.locale);
    return;
  }
  const at = new Date(effect.at);
  switch (effect.kind) {
    case 'consented':
      await record.consent(participant, effect.textVersion, at);
      await liftSuppression(participant, privacyKey);
      if (round) await markAnswered(round, participant, at);
      return;
    case 'declined':
      if (effect.how === 'stopped') await record.stop(participant, at);
      if (effect.how === 'wrong-person') await record.wrongPerson(participant, at);
      if (round) await markAnswered(round, participant, at);
      return;
    case 'returned':
      await record.comeBack(participant);
      return;
    case 'erase':
      await requestErasure(participant, at);
      return;
    case 'tell-staff':
      if (effect.what === 'wrong-person') await record.wrongPerson(participant, at);
      else await record.needsHelp(participant, at);
      return;
    case 'registered':
      await register(effect, participant);
  }
}

async function register(effect: Extract<Effect, { kind: 'registered' }>, participant: string): Promise<void> {
  const office = offices.find((known) => known === effect.office);
  if (!office) throw new Error(`The flow registered an unknown office "${effect.office}"`);
  const { name, village, rt } = effect;
  const kecamatan = village.split('.').slice(0, 3).join('.');
  await record.registration(participant, { name, office, village, kecamatan, ...(rt ? { rt } : {}) });
}
