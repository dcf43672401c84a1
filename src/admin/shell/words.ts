import { channelOf, networkAddress } from '../../channels/address.ts';
import { NONE } from '../../classification/types.ts';
import type { Flow } from '../../conversation/flow.ts';
import { type Role, stepOfRole } from '../../conversation/roles.ts';
import { textKeys } from '../../conversation/text-keys.ts';
import type { Office } from '../../people/participant.model.ts';
import type { ProposalStatus, ReasonCode } from '../../proposals/reasons.ts';
import { defaultLocale, type Locale } from '../../texts/locales.ts';
import { maskPersonal } from '../../texts/mask.ts';
import type { Params, Texts } from '../../texts/texts.ts';

/** What a page says: texts of its language, and dates of the office's time zone. */
export interface Words {
  locale: Locale;
  /** A text of the pages; `t('list.title')` is the key `admin.list.title`. */
  t(key: string, params?: Params): string;
  has(key: string): boolean;
  /** A text of any file, by its whole key: `say('home.title')`. */
  say(key: string, params?: Params): string;
  status(status: ProposalStatus): string;
  reason(code: ReasonCode): string;
  office(office: Office): string;
  /** An address by its network, and of the number only the end: "Telegram ••••789". */
  address(address: string): string;
  /** A proposal's title in a list or beside another one; on its own page its words stand as they were sent. */
  title(title: string): string;
  /** What is wrong with a channel and what to do; see `ChannelStatus.advice`. */
  advice(key: string): string;
  /** What the question of a role is about, "Wilayah". */
  question(role: Role): string;
  /** A choice as the proposer saw it. */
  choice(role: Role, value: string): string;
  /** The district's name of an issue, or of its indicator; translated for as long as it is the usual one. */
  issue(key: string, name: string, part?: 'name' | 'indicator'): string;
  /** "1 Des 2026". */
  day(date: Date): string;
  /** "1 Des 2026, 09.00". */
  time(date: Date): string;
  /** A time of the day, "07:00", as the language writes it: "07.00" in Indonesian. */
  clock(time: string): string;
  number(value: number): string;
  /** 0.87 as "87 %". */
  percent(share: number): string;
}

/** A date stays on one line. */
const unbroken = (text: string) => text.replaceAll(' ', '\u00a0');

/** ICU has no Banjar; English dates put the day first. */
const rulesOf: Record<Locale, string> = { id: 'id', bjn: 'id', en: 'en-GB' };

/** The words of a language. Made once for each, since formats are dear to make. @param flows those of rounds */
export function createWords(texts: Texts, locale: Locale, timeZone: string, flows: Flow[]): Words {
  const rules = rulesOf[locale];
  const day = new Intl.DateTimeFormat(rules, { dateStyle: 'medium', timeZone });
  const time = new Intl.DateTimeFormat(rules, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const number = new Intl.NumberFormat(rules, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(rules, { style: 'percent', maximumFractionDigits: 0 });
  // A proposal may have been written in a version of the flow whose texts are gone.
  const flowText = (role: Role, keyOf: (flow: string, step: string) => string, otherwise: string) => {
    const keys = flows.map((flow) => keyOf(flow.id, stepOfRole(flow, role) ?? ''));
    const key = keys.find((one) => texts.has(one));
    return key ? texts.t(locale, key) : otherwise;
  };
  return {
    locale,
    t: (key, params) => texts.t(locale, `admin.${key}`, params),
    has: (key) => texts.has(`admin.${key}`),
    say: (key, params) => texts.t(locale, key, params),
    status: (status) => texts.t(locale, `proposal.status.${status}`),
    reason: (code) => texts.t(locale, `proposal.reason.${code}.name`),
    office: (office) => texts.t(locale, `conversation.office.${office}`),
    address: (address) => {
      const network = texts.t(locale, `admin.network.${channelOf(address)}`);
      return `${network} ••••${networkAddress(address).slice(-3)}`;
    },
    title: (title) => maskPersonal(title) || texts.t(locale, 'admin.proposal.untitled'),
    advice: (key) => texts.t(locale, `channel.advice.${key}`),
    question: (role) => flowText(role, textKeys.name, role),
    choice: (role, value) => flowText(role, (flow, step) => textKeys.choice(flow, step, value), value),
    issue: (issue, name, part = 'name') => {
      const key = `issues.${issue}.${part}`;
      const usual = texts.has(key) && texts.t(defaultLocale, key) === name;
      return usual ? texts.t(locale, key) : name;
    },
    day: (date) => unbroken(day.format(date)),
    time: (date) => unbroken(time.format(date)),
    clock: (at) => (rules === 'id' ? at.replace(':', '.') : at),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
  };
}

/** Name of an issue as the district calls it; of "none of them" and of what has none yet too. */
export function issueName(words: Words, names: ReadonlyMap<string, string>, key: string | null): string {
  if (key === null) return words.t('issue.unfiled');
  if (key === NONE) return words.t('issue.none');
  const name = names.get(key);
  // An issue the district has dropped since keeps its key.
  return name === undefined ? key : words.issue(key, name);
}
