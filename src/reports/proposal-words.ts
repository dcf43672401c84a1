import type { Answer } from '../conversation/types.ts';
import type { Office } from '../people/participant.model.ts';
import { seatOf } from '../people/seats.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Locale } from '../texts/locales.ts';
import { maskPersonal } from '../texts/mask.ts';
import type { Texts } from '../texts/texts.ts';

/** The language of a document. */
export interface Speech {
  texts: Texts;
  locale: Locale;
}

/** The name of the office that a seat is of, "Ketua RT"; empty for a person without one. */
export function officeOf(quotaKey: string, { texts, locale }: Speech): string {
  const { rt, office } = seatOf(quotaKey);
  const key: Office | null = rt ? 'ketua-rt' : office;
  return key ? texts.t(locale, `conversation.office.${key}`) : '';
}

/** "Ketua RT 03": the seat a proposal is of, for names leave in no document. */
export const seatName = ({ quotaKey }: Pick<Proposal, 'quotaKey'>, speech: Speech): string =>
  [officeOf(quotaKey, speech), seatOf(quotaKey).rt].filter(Boolean).join(' ');

/** Landmark and location as far as they were sent; empty without either. */
export function placeWords(answer: Answer | undefined): string {
  if (answer?.value.kind !== 'place') return '';
  const { landmark, lat, lon } = answer.value;
  const point = lat === undefined ? '' : `${lat.toFixed(5)}, ${lon?.toFixed(5)}`;
  return [landmark && maskPersonal(landmark), point].filter(Boolean).join('; ');
}

/** How much of what is proposed, where that was told. */
export const quantityOf = (answer: Answer | undefined) =>
  answer?.value.kind === 'quantity' ? answer.value : undefined;

/** "800 m"; empty where it was not told. */
export function quantityWords(answer: Answer | undefined, locale: Locale): string {
  const quantity = quantityOf(answer);
  return quantity ? `${quantity.amount.toLocaleString(locale === 'en' ? 'en' : 'id')} ${quantity.unit}` : '';
}
