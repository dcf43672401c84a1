import type { Engine } from '../../../conversation/engine.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { glimpseAnswered } from '../../../proposals/submit.ts';
import type { Locale } from '../../../texts/locales.ts';

/** The message a proposer would get if this drafted answer were released now, word for word. */
export function sampleMessage(
  engine: Engine,
  proposal: Proposal,
  reader: { locale: Locale; timeZone: string },
  now: Date,
): string {
  const { decision } = proposal;
  if (!decision) return '';
  const released = { ...proposal, status: decision.outcome, decision: { ...decision, releasedAt: now } };
  return engine.renderAnswer(reader.locale, glimpseAnswered(released), reader.timeZone);
}
