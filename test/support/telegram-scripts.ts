import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../../src/app/app.ts';
import { isIdle } from '../../src/demo/hold.ts';
import type { BotApi } from './bot-api/server.ts';
import type { Update } from './bot-api/state.ts';

/** Where talks over the running service are kept: `<name>.yaml` is what a phone sends, `<name>.txt` all that is said. */
const folder = 'test/talks-of-others';
export const telegramTalks = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

const one = z.union([
  z.string(),
  /** Any message, by its fields as Telegram brings them. */
  z.strictObject({ message: z.record(z.string(), z.unknown()) }),
  z.strictObject({ photo: z.string(), caption: z.string().optional() }),
  z.strictObject({ file: z.string(), mime: z.string().optional(), caption: z.string().optional() }),
  /** Words many times over, cut as Telegram cuts them. */
  z.strictObject({ long: z.string(), times: z.number() }),
  /** The message of that place in the talk, from 1, as it is now. */
  z.strictObject({ edit: z.number(), now: z.record(z.string(), z.unknown()) }),
  /** The same message once more. */
  z.strictObject({ again: z.number() }),
]);
const script = z.strictObject({
  about: z.string(),
  /** Said before, and not shown. */
  before: z.array(z.string()).default([]),
  say: z.array(z.union([one, z.strictObject({ together: z.array(one) })])),
});
type One = z.infer<typeof one>;

/** The most of one message; phones cut what is longer. */
const longest = 4096;

/** What one phone does in a talk. */
function phoneOf(api: BotApi, chat: number) {
  const sent: Update[] = [];
  const keep = (update: Update) => void sent.push(update);
  return (said: One): void => {
    if (typeof said === 'string') keep(api.say(chat, said));
    else if ('message' in said) keep(api.send(chat, said.message));
    else if ('photo' in said) keep(api.sendPhoto(chat, Buffer.from(said.photo), said.caption));
    else if ('file' in said) {
      const { file: name, mime, caption } = said;
      keep(
        api.sendDocument(chat, Buffer.from(name), {
          name,
          ...(mime ? { mime } : {}),
          ...(caption ? { caption } : {}),
        }),
      );
    } else if ('long' in said) {
      const whole = said.long.repeat(said.times).trim();
      for (let at = 0; at < whole.length; at += longest) keep(api.say(chat, whole.slice(at, at + longest)));
    } else if ('edit' in said) api.edit(messageAt(said.edit), said.now);
    else api.repeat(messageAt(said.again));
  };

  function messageAt(place: number): Update {
    const update = sent[place - 1];
    if (!update) throw new Error(`There is no message ${place} yet`);
    return update;
  }
}

/** Waits until all that was sent is taken, answered and delivered. */
async function quiet(api: BotApi, app: App): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(20))
    if (api.state.updates.length === 0 && (await isIdle(app.runtime))) return;
  throw new Error('The service did not come to rest');
}

/** What differs from run to run. */
const constant = (text: string) =>
  text.replaceAll(/RR-\d\d-\d{4}-\d{4}/g, 'RR-…').replaceAll(/\d{1,2} \p{L}+ 20\d\d/gu, '(a day)');

/** Plays a talk over the running service; messages that are brought together come in one poll. @param chat whose it is */
export async function playTelegramTalk(file: string, api: BotApi, app: App, chat: number): Promise<string> {
  const { about, before, say } = script.parse(parse(readFileSync(join(folder, file), 'utf8')));
  const phone = phoneOf(api, chat);
  for (const line of before) {
    phone(line);
    await quiet(api, app);
  }
  const rows = [`# ${about}`];
  let shown = api.sentTo(chat).length;
  for (const said of say) {
    const lines = typeof said === 'object' && 'together' in said ? said.together : [said];
    const bring = api.hold((kept) => [...kept]);
    for (const line of lines) {
      phone(line);
      rows.push(`me: ${typeof line === 'string' ? line : JSON.stringify(line)}`);
    }
    bring();
    await quiet(api, app);
    for (const { text, keyboard } of api.sentTo(chat).slice(shown)) {
      rows.push(
        ...constant(text)
          .split('\n')
          .map((row) => `  bot: ${row}`),
      );
      rows.push(...keyboard.flat().map((label) => `       [${label}]`));
    }
    shown = api.sentTo(chat).length;
  }
  return `${rows.join('\n')}\n`;
}
