import { addresseeOf, seatWords } from '../../conversation/addressee.ts';
/** What an invitation says to one person. Used for the samples of the preview and for the sending itself. */
import type { Engine } from '../../conversation/engine.ts';
import type { Flow } from '../../conversation/flow.ts';
import type { Context, Reply, State } from '../../conversation/types.ts';
import type { InvitationMessage } from '../../rounds/round.model.ts';
import { type FieldValues, fillTemplate } from '../../rounds/template.ts';
import { defaultLocale, type Locale } from '../../texts/locales.ts';
import type { Texts } from '../../texts/texts.ts';

/** Where the round stands on the calendar, beside what a {@link Context} holds. */
export interface Setting {
  message: InvitationMessage;
  lastDay?: string | undefined;
}

/**
 * The first message of a round to somebody: the round's own text where there is one in their language (or else in
 * Indonesian), followed by the consent that every text must ask for; otherwise the flow's own first question.
 */
export function composeInvitation(
  parts: { engine: Engine; texts: Texts; flow: Flow },
  { message, lastDay }: Setting,
  locale: Locale,
  context: Context,
): { state: State; replies: Reply[] } {
  const { engine, texts, flow } = parts;
  const { state, replies } = engine.start(flow, locale, context);
  const template = message.texts[locale] ?? message.texts[defaultLocale];
  const last = replies.at(-1);
  if (!template || !last) return { state, replies };
  const own = fillTemplate(template, fieldValues(texts, message, locale, context, lastDay));
  const text = `${own}\n\n${texts.t(locale, 'invitation.consent')}`;
  return { state, replies: [{ ...last, text }] };
}

function fieldValues(
  texts: Texts,
  message: InvitationMessage,
  locale: Locale,
  { participant, round, agency, district }: Context,
  lastDay: string | undefined,
): FieldValues {
  const { name, office, rt, village, kecamatan } = participant;
  return {
    kepada: addresseeOf(texts, locale, participant),
    nama: name || seatWords(texts, locale, participant),
    jabatan: office,
    rt: rt ?? '',
    desa: village,
    kecamatan,
    instansi: agency,
    kabupaten: district,
    tahun: String(round.year),
    tahun_rkpd: String(round.year + 1),
    jatah: String(round.quota),
    tempat: message.place,
    waktu: message.time,
    tanggal_akhir: lastDay
      ? texts.t(locale, 'invitation.day', { day: new Date(`${lastDay}T00:00:00Z`) })
      : '',
  };
}
