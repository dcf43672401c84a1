import { whyNotWrite } from '../../../people/addresses.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { channelStateOf, type PersonState } from '../../../people/search.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

const tones: Record<PersonState, string> = {
  reachable: 'good',
  unserved: 'warn',
  unreachable: 'bad',
  'no-address': 'warn',
  'opted-out': 'bad',
  'wrong-person': 'bad',
  unverified: 'warn',
  refused: 'bad',
  former: 'other',
};

/** The channels that the service has; whoever has an address of another one cannot be written to. */
export const servedChannels = ({ deps }: SignedInVisit) =>
  deps.invitationDesk.channels.map(({ name }) => name);

/** The state of a person in words; the colour only repeats them. */
export function StateTags({ visit, person }: { visit: SignedInVisit; person: Participant }) {
  const states: PersonState[] = [
    ...(person.leftAt ? (['former'] as const) : []),
    ...(person.verified ? [] : person.refused ? (['refused'] as const) : (['unverified'] as const)),
    ...(person.optedOutAt ? (['opted-out'] as const) : []),
    ...(person.wrongPersonAt ? (['wrong-person'] as const) : []),
    ...(whyNotWrite(person) ? [] : [channelStateOf(person, servedChannels(visit))]),
  ];
  return (
    <span class="tags">
      {states.map((state) => (
        <span key={state} class={`tag ${tones[state]}`}>
          {visit.words.t(`people.states.${state}`)}
        </span>
      ))}
    </span>
  );
}
