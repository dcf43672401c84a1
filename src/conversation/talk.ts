import rfdc from 'rfdc';
import type { Choice } from '../channels/channel.ts';
import type { Params, Texts } from '../texts/texts.ts';
import { localDay, midnightOf } from '../time/local-time.ts';
import { addresseeOf } from './addressee.ts';
import type { Flow, Step } from './flow.ts';
import type { MessageReader } from './reading/reader.ts';
import type { Call, Context, Effect, Reply, State, Turn } from './types.ts';

/** One turn in the making: a copy of the state that may be changed, and what is said and done. */
export interface Talk {
  flow: Flow;
  state: State;
  context: Context;
  texts: Texts;
  reader: MessageReader;
  replies: Reply[];
  effects: Effect[];
  call: Call | null;
}

/** Copies a state, which is plain data; `structuredClone`, made for much more than that, takes six times as long. */
export const copyOf: (state: State) => State = rfdc();

/** The words of a key in the talk's language, with what every text may name. */
export function t(talk: Talk, key: string, params: Params = {}): string {
  return talk.texts.t(talk.state.locale, key, () => ({ ...commonParams(talk), ...params }));
}

/** The first of several keys that has a text. */
export function firstText(talk: Talk, keys: string[], params: Params = {}): string {
  const key = keys.find((one) => talk.texts.has(one)) ?? keys.at(-1) ?? '';
  return t(talk, key, params);
}

function commonParams({ context, texts, state }: Talk): Params {
  const { participant, round } = context;
  return {
    name: participant.name,
    addressee: addresseeOf(texts, state.locale, participant),
    office: participant.office,
    rt: participant.rt ?? '',
    village: participant.village,
    kecamatan: participant.kecamatan,
    agency: context.agency,
    district: context.district,
    // As text, so that no thousands point is put into a year.
    year: String(round.year),
    next_year: String(round.year + 1),
    quota: round.quota,
    quota_left: context.quotaLeft,
  };
}

export function say(talk: Talk, text: string, choices: Choice[] = [], extra: Partial<Reply> = {}): void {
  talk.replies.push({ text, choices, asks: null, ...extra });
}

/** Says what was put right before what is asked now. */
export function tellFirst(talk: Talk, text: string): void {
  const [first] = talk.replies;
  if (first) first.text = `${text}\n\n${first.text}`;
  else talk.replies.unshift({ text, choices: [], asks: null });
}

/** The current step, if there is one. */
export function currentStep({ flow, state }: Pick<Talk, 'flow' | 'state'>): Step | null {
  return (state.step && flow.steps[state.step]) || null;
}

/** A calendar day in the district's time zone, as the texts' dates want it: midnight UTC. */
export const dayOf = (iso: string, timeZone: string): Date => midnightOf(localDay(new Date(iso), timeZone));

export function toTurn({ state, replies, effects, call }: Talk): Turn {
  return { state, replies, effects, call };
}
