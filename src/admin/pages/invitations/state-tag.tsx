import type { Broadcast, BroadcastState } from '../../../outreach/model/broadcast.model.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

const tones: Record<BroadcastState, string> = {
  scheduled: 'new',
  sending: 'busy',
  paused: 'warn',
  done: 'good',
  cancelled: 'bad',
};

/** The state of a broadcast in words. */
export function StateTag({ visit, sending }: { visit: SignedInVisit; sending: Broadcast }) {
  return <span class={`tag ${tones[sending.state]}`}>{visit.words.t(`invite.state.${sending.state}`)}</span>;
}
