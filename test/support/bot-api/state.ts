/** What a Bot API server remembers: chats, messages, files, and the updates that wait for the bot. */

/** An error as the Bot API answers it. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number } | undefined;
  constructor(code: number, description: string, parameters?: { retry_after?: number }) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export interface Chat {
  id: number;
  first_name: string;
  type: 'private';
  blocked: boolean;
}

export interface SentMessage {
  message_id: number;
  chat: number;
  text: string;
  /** Labels of the keyboard that came with it, by rows. */
  keyboard: string[][];
  /** Buttons at the message itself, by rows. */
  inline: { text: string; callback_data: string }[][];
  /** Whether it says anything of the keyboard on the screen; without, that one stays. */
  touchesKeyboard: boolean;
  at: number;
}

export interface SentDocument {
  message_id: number;
  chat: number;
  name: string;
  bytes: number;
  at: number;
}

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

export class BotState {
  readonly me = { id: 123456, is_bot: true, first_name: 'Rembuk', username: 'rembuk_test_bot' };
  readonly chats = new Map<number, Chat>();
  readonly files = new Map<string, Buffer>();
  /** Sizes told of files, where they are not their own. */
  readonly claims = new Map<string, number>();
  readonly sent: SentMessage[] = [];
  readonly documents: SentDocument[] = [];
  updates: Update[] = [];
  /** What the bot has told it received; never brought again. */
  readonly acknowledged: Update[] = [];
  webhook: { url: string; secret_token?: string } | null = null;
  /** What went wrong when the webhook was last called in vain; it stands until another is set. */
  webhookError: { last_error_date: number; last_error_message: string } | null = null;
  /** While set, what people send waits here and no bot is given it. */
  held: object[] | null = null;
  #ids = 0;

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  user(id: number, firstName = `Orang ${id}`): Chat {
    const chat = this.chats.get(id) ?? { id, first_name: firstName, type: 'private', blocked: false };
    this.chats.set(id, chat);
    return chat;
  }

  /** The chat a call names. @throws ApiError as Telegram answers for unknown and blocking people */
  chatOf(chatId: unknown): Chat {
    const chat = this.chats.get(Number(chatId));
    if (!chat) throw new ApiError(400, 'Bad Request: chat not found');
    if (chat.blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
    return chat;
  }

  /** A message of a person, as an update that waits. */
  fromPerson(chatId: number, fields: object): Update {
    const chat = this.user(chatId);
    const from = { id: chat.id, is_bot: false, first_name: chat.first_name, language_code: 'id' };
    const shown = { id: chat.id, type: chat.type, first_name: chat.first_name };
    const message = {
      message_id: this.nextId(),
      date: Math.floor(Date.now() / 1000),
      chat: shown,
      from,
      ...fields,
    };
    return this.push({ message });
  }

  acknowledgeBefore(offset: number): void {
    this.acknowledged.push(...this.updates.filter((update) => update.update_id < offset));
    this.updates = this.updates.filter((update) => update.update_id >= offset);
  }

  push(update: object): Update {
    const whole = { update_id: this.nextId(), ...update };
    if (this.held) this.held.push(update);
    else this.updates.push(whole);
    return whole;
  }
}
