import type { PersonalFact } from '../../conversation/personal-fact.ts';
import { InvitationModel } from '../../outreach/model/invitation.model.ts';
import { NoticeModel } from '../../outreach/model/notice.model.ts';
import type { Participant } from '../../people/participant.model.ts';
import { maskPhone } from '../../people/phone.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { countAsked } from '../../threads/read.ts';
import { VoiceModel } from '../../voices/voice.model.ts';

const codesShown = 20;

/** `telegram:123456789` by its network and last digits: the reader knows their own, nobody else learns it. */
const maskAddress = (address: string) => address.replace(/:.*(.{3})$/, ' …$1');

/** What is kept about somebody, for themselves and for staff who answer them; the right of access (UU 27/2022, art. 7). */
export async function personalFacts(participant: Participant): Promise<PersonalFact[]> {
  const { _id, name, village, phone, addresses = [], consent, optedOutAt } = participant;
  const [messages, first, conversation, invitations, notices, proposals, voices, questions] =
    await Promise.all([
      MessageModel.countDocuments({ address: { $in: addresses } }),
      MessageModel.findOne({ address: { $in: addresses } }, { receivedAt: 1 })
        .sort({ receivedAt: 1 })
        .lean(),
      ConversationModel.exists({ _id, state: { $ne: null } }),
      InvitationModel.countDocuments({ participant: _id }),
      NoticeModel.countDocuments({ participant: _id }),
      ProposalModel.find({ participant: _id }, { code: 1, photos: 1 }).sort({ submittedAt: 1 }).lean(),
      VoiceModel.countDocuments({ participant: _id, removedAt: { $exists: false } }),
      countAsked(_id),
    ]);
  const photos = proposals.reduce((sum, proposal) => sum + proposal.photos.length, 0);
  const codes = proposals.slice(0, codesShown).map(({ code }) => code);
  return [
    ...fact('name', name && { name }),
    // Whoever tells it knows the words for office and village.
    ...fact('seat', village && {}),
    ...fact('phone', phone && { phone: maskPhone(phone) }),
    ...fact('chat', addresses.length > 0 && { chat: addresses.map(maskAddress).join(', ') }),
    ...(consent
      ? fact('consent', { day: dayNumber(consent.at), version: consent.textVersion })
      : fact('no-consent', {})),
    ...fact('stopped', optedOutAt && { day: dayNumber(optedOutAt) }),
    ...fact('messages', { count: messages, day: dayNumber(first?.receivedAt ?? new Date(0)) }),
    ...fact('conversation', conversation && {}),
    ...fact('invitations', invitations > 0 && { count: invitations }),
    ...fact('notices', notices > 0 && { count: notices }),
    ...fact('proposals', proposals.length > 0 && { count: proposals.length, codes: codes.join(', ') }),
    ...fact('photos', photos > 0 && { count: photos }),
    ...fact('voices', voices > 0 && { count: voices }),
    ...fact('questions', questions > 0 && { count: questions }),
  ];
}

const fact = (key: string, params: PersonalFact['params'] | false | '' | null | undefined): PersonalFact[] =>
  params ? [{ key, params }] : [];

/** Texts write a number as a date, which travels in a plain document too. */
const dayNumber = (at: Date) => at.getTime();
