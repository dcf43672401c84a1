import { Agent } from 'node:http';
import { type Context, Scenes, session, Telegraf } from 'telegraf';
import type { SessionStore } from 'telegraf/session';
import { steps } from '../steps.ts';
import { asking, following, isAnswer, type Reply, setting } from './ask.ts';

/** What a session keeps: where the wizard stands, the answers by question, and those of the first talk that ended. */
export interface WizardState extends Scenes.WizardSession {
  answers?: Record<string, string>;
  sent?: Record<string, string>;
}

interface WizardContext extends Context {
  session: WizardState;
  scene: Scenes.SceneContextScene<WizardContext, Scenes.WizardSessionData>;
  wizard: Scenes.WizardContextWizard<WizardContext>;
  toSay: Reply | undefined;
}

/**
 * The dialog as telegraf's users write it: a WizardScene with a stored session. The session is stored when its
 * middleware ends, so what is said goes out from one that stands before it: no reply without its answer stored.
 */
export async function runWizard(store: SessionStore<WizardState>): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const bot = new Telegraf<WizardContext>(setting('TOKEN'), {
    telegram: { apiRoot: setting('API_ROOT'), agent: agent as never },
  });
  bot.use(async (ctx, next) => {
    await next();
    if (ctx.toSay) await ctx.reply(ctx.toSay.text, ctx.toSay.extra as never);
  });
  bot.use(session({ store }));
  bot.use(new Scenes.Stage<WizardContext>([scene()]).middleware());
  bot.on('message', (ctx) => ctx.scene.enter('dialog'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
  await bot.launch();
}

function scene(): Scenes.WizardScene<WizardContext> {
  const begin = (ctx: WizardContext) => {
    ctx.session.answers = {};
    ctx.toSay = following(-1);
    ctx.wizard.next();
  };
  const questions = steps.map((step, index) => async (ctx: WizardContext) => {
    const text = ctx.text ?? '';
    if (!isAnswer(step, text)) {
      ctx.toSay = asking(step);
      return;
    }
    ctx.session.answers = { ...ctx.session.answers, [step.name]: text };
    ctx.toSay = following(index);
    if (index < steps.length - 1) {
      ctx.wizard.next();
      return;
    }
    ctx.session.sent ??= ctx.session.answers;
    await ctx.scene.leave();
  });
  return new Scenes.WizardScene<WizardContext>('dialog', begin, ...questions);
}
