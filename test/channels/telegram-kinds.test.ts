import { readFileSync } from 'node:fs';
import type { Update } from 'telegraf/types';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { toIncoming } from '../../src/channels/telegram/incoming.ts';

const cases = z
  .array(
    z.strictObject({
      name: z.string(),
      update: z.record(z.string(), z.unknown()),
      is: z.record(z.string(), z.unknown()).nullable().default(null),
      edited: z.boolean().default(false),
      chat: z.record(z.string(), z.unknown()).default({ id: 7, type: 'private', first_name: 'Orang' }),
    }),
  )
  .parse(parse(readFileSync('test/channels/telegram-kinds.yaml', 'utf8')));

describe('what people do to the bot on Telegram', () => {
  const change = (status: string, type = 'private') => {
    const user = { id: 1, is_bot: true, first_name: 'Rembuk' };
    const from = { id: 7, is_bot: false, first_name: 'Orang' };
    const member = { chat: { id: 7, type }, from, date: 1_800_000_000, new_chat_member: { status, user } };
    return toIncoming({ update_id: 99, my_chat_member: member } as unknown as Update);
  };

  it('a block, and that it is taken back (Studio-Yandex-Practicum/ProCharity_back_2.0#650)', () => {
    expect(change('kicked')).toMatchObject({ address: '7', content: { kind: 'blocked' } });
    expect(change('kicked')?.content).not.toHaveProperty('lifted');
    expect(change('member')).toMatchObject({ address: '7', content: { kind: 'blocked', lifted: true } });
  });

  it.each(['member', 'administrator', 'left', 'kicked', 'restricted'])('nothing in a group: %s', (status) => {
    for (const type of ['group', 'supergroup', 'channel']) expect(change(status, type)).toBeNull();
  });
});

describe('what people send on Telegram', () => {
  it.each(cases)('$name', ({ update, is, edited, chat }) => {
    const from = { id: 7, is_bot: false, first_name: 'Orang' };
    const message = { message_id: 31, date: 1_800_000_000, chat, from, ...update };
    const brought = edited
      ? { update_id: 99, edited_message: { ...message, edit_date: 1_800_000_060 } }
      : { update_id: 99, message };
    const incoming = toIncoming(brought as unknown as Update);
    expect(incoming?.content ?? null).toEqual(is);
    if (!is) return;
    expect(incoming).toMatchObject(
      edited
        ? { messageId: 'edit-99', corrects: '7-31', sentAt: '2027-01-15T08:01:00.000Z' }
        : { messageId: '7-31', order: 31, sentAt: '2027-01-15T08:00:00.000Z' },
    );
    // An edit's place in the chat is that of the message it was: it tells nothing of when it was written.
    if (edited) expect(incoming?.order).toBeUndefined();
  });
});
