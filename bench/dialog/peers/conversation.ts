import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { RedisAdapter } from '@grammyjs/storage-redis';
import { Bot, type Context } from 'grammy';
import { Redis } from 'ioredis';
import { steps } from '../steps.ts';
import { asking, following, isAnswer, type Reply, setting } from './ask.ts';

type Outer = ConversationFlavor<Context & { toSay?: Reply }>;
type Inner = Conversation<Outer, Context>;

/**
 * The dialog as grammY's users write it: a conversation whose log of updates is stored in Redis. It is stored when its
 * middleware ends, so what is said goes out from one that stands before it: no reply without its answer stored.
 */
export function conversationBot(): Bot<Outer> {
  const redis = new Redis(setting('REDIS_URL'), { keyPrefix: `${setting('NAME')}:` });
  const bot = new Bot<Outer>(setting('TOKEN'), { client: { apiRoot: setting('API_ROOT') } });
  bot.use(async (ctx, next) => {
    await next();
    if (ctx.toSay) await ctx.reply(ctx.toSay.text, ctx.toSay.extra as never);
  });
  bot.use(conversations<Outer, Context>({ storage: new RedisAdapter({ instance: redis as never }) }));
  bot.use(
    createConversation((conversation: Inner, ctx: Context) => dialog(conversation, ctx, redis), 'dialog'),
  );
  bot.on('message', (ctx) => ctx.conversation.enter('dialog'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
  return bot;
}

async function dialog(conversation: Inner, { chatId }: Context, redis: Redis): Promise<void> {
  const say = (reply: Reply) =>
    conversation.external((outer) => {
      outer.toSay = reply;
    });
  const answers: Record<string, string> = {};
  await say(following(-1));
  for (const [index, step] of steps.entries()) {
    let text = (await conversation.waitFor('message:text')).message.text;
    while (!isAnswer(step, text)) {
      await say(asking(step));
      text = (await conversation.waitFor('message:text')).message.text;
    }
    answers[step.name] = text;
    // The log goes when the conversation ends. What was sent first stays.
    if (index === steps.length - 1)
      await conversation.external(() => redis.setnx(`answers:${chatId}`, JSON.stringify(answers)));
    await say(following(index));
  }
}
