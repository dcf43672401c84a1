import { unopened } from '../../channels/channel.ts';
import { type Hearer, remark, talkOf } from './hearing.ts';

/**
 * Asks whoever sent a message that its network could not open to send it again. It is no answer that was missed, so the
 * question stays as it is. Where there is no talk yet it begins one, as any first message does.
 */
export const askAgain: Hearer = async (hearing, runtime) => {
  const { content } = hearing.message;
  if (content.kind !== 'unsupported' || !talkOf(hearing)) return null;
  const what = unopened.find((one) => one === content.what);
  return what ? remark(`conversation.not-opened.${what}`, hearing, runtime) : null;
};
