/** How somebody is addressed: the one rule for talks, invitations and reminders. */
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { Context } from './types.ts';

/** A participant as far as words about them go: office and village as they are shown, "03" of an RT. */
export type Addressed = Pick<Context['participant'], 'name' | 'office' | 'rt' | 'village'>;

/** The seat in words: "Ketua RT 03 Juai", "PKK Juai". */
export function seatWords(
  texts: Texts,
  locale: Locale,
  { office, rt, village }: Omit<Addressed, 'name'>,
): string {
  return texts.t(locale, `conversation.seat.${rt === null ? 'office' : 'rt'}`, {
    office,
    village,
    rt: rt ?? '',
  });
}

/** Name and seat; the seat alone of who has no name, and the name alone where it says the seat already. */
export function addresseeOf(texts: Texts, locale: Locale, who: Addressed): string {
  const { name } = who;
  const seated = seatWords(texts, locale, who);
  if (!name) return seated;
  return namesSeat(who) ? name : `${name}, ${seated}`;
}

/** Whether a name says the seat already, as in "Ketua RT 03 Desa Juai"; it is not said twice then. */
const namesSeat = ({ name, rt, village }: Addressed): boolean =>
  rt === null ? name.includes(village) : name.includes(`RT ${rt}`);
