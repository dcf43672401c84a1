/** Proposals of the village that may ask for the same: how they are told, chosen and remembered. */
import type { Choice } from '../channels/channel.ts';
import { type Talk, t } from './talk.ts';
import type { Twin } from './twin.ts';
import { shorten } from './words.ts';

/** Enough of another's words to judge whether it is the same thing, in characters. */
const longestTitle = 160;
const longestPlace = 60;

/** The twins of the proposal that is being written, best first. */
export const twinsFound = ({ state }: Pick<Talk, 'state'>): Twin[] => state.twins?.found ?? [];

/** Each twin in a line: whose, what, where, its code. The numbers are those of the choices. */
export function twinLines(talk: Talk): string[] {
  const found = twinsFound(talk);
  if (found.length === 0) return [];
  return [[t(talk, 'conversation.twin.head', { count: found.length }), ...found.map(line)].join('\n')];

  function line(twin: Twin, index: number): string {
    const { code, title, place, supporters } = twin;
    const said = t(talk, `conversation.twin.${place ? 'line-at' : 'line'}`, {
      n: index + 1,
      whose: whose(talk, twin),
      title: shorten(title, longestTitle),
      place: shorten(place, longestPlace),
      code,
    });
    return supporters > 0 ? `${said} ${t(talk, 'conversation.twin.backed', { count: supporters })}` : said;
  }
}

/** One choice for each twin, its value the code; labelled by seat, or by number where two are of one seat. */
export function twinChoices(talk: Talk): Choice[] {
  const found = twinsFound(talk);
  const seats = found.map((twin) => whose(talk, twin));
  return found.map((twin, index) => {
    const seat = seats[index] ?? '';
    const alone = found.length === 1;
    const doubled = !seat || seats.filter((one) => one === seat).length > 1;
    const key = alone ? 'support' : doubled ? 'support-number' : 'support-seat';
    return { value: twin.code, label: t(talk, `conversation.twin.${key}`, { whose: seat, n: index + 1 }) };
  });
}

/** How support stands in the summary; null where the choice is no twin. */
export function supported(talk: Talk, code: string): string | null {
  const twin = twinsFound(talk).find((one) => one.code === code);
  return twin ? t(talk, 'conversation.twin.supported', { whose: whose(talk, twin), code }) : null;
}

function whose(talk: Talk, { rt, office }: Twin): string {
  if (rt !== null) return t(talk, 'conversation.twin.rt', { rt });
  const key = `conversation.office.${office}`;
  return office && talk.texts.has(key) ? t(talk, key) : t(talk, 'conversation.twin.somebody');
}
