import { ApiError, type BotState, type SentMessage } from './state.ts';

type Params = Record<string, unknown>;

/** The methods a gateway uses, as strict as Telegram's. */
export function callMethod(state: BotState, method: string, params: Params): unknown {
  switch (method) {
    case 'getMe':
      return state.me;
    case 'setMyCommands':
    case 'answerCallbackQuery':
      return true;
    case 'setWebhook':
      state.webhook = params.url
        ? {
            url: String(params.url),
            ...(params.secret_token ? { secret_token: String(params.secret_token) } : {}),
          }
        : null;
      state.webhookError = null;
      return true;
    case 'getWebhookInfo':
      return {
        url: state.webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: state.updates.length,
        ...state.webhookError,
      };
    case 'deleteWebhook':
      state.webhook = null;
      return true;
    case 'sendMessage':
      return sendMessage(state, params);
    case 'sendDocument':
      return sendDocument(state, params);
    case 'getFile': {
      const id = String(params.file_id);
      const file = state.files.get(id);
      if (!file) throw new ApiError(400, 'Bad Request: invalid file_id');
      return {
        file_id: id,
        file_unique_id: `u${id}`,
        file_size: state.claims.get(id) ?? file.length,
        file_path: `files/${id}`,
      };
    }
    default:
      throw new ApiError(404, 'Not Found: method not found');
  }
}

function sendMessage(state: BotState, params: Params): unknown {
  const chat = state.chatOf(params.chat_id);
  const text = String(params.text ?? '');
  if (!text.trim()) throw new ApiError(400, 'Bad Request: message text is empty');
  if ([...text].length > 4096) throw new ApiError(400, 'Bad Request: message is too long');
  const sent: SentMessage = {
    message_id: state.nextId(),
    chat: chat.id,
    text,
    ...shownWith(params.reply_markup),
    at: Date.now(),
  };
  state.sent.push(sent);
  return {
    message_id: sent.message_id,
    date: Math.floor(sent.at / 1000),
    chat: { id: chat.id, type: 'private' },
    from: state.me,
    text,
  };
}

/** The file came as a part of the form, with its own name. */
function sendDocument(state: BotState, params: Params): unknown {
  const chat = state.chatOf(params.chat_id);
  const { document } = params;
  if (!(document instanceof File) || document.size === 0)
    throw new ApiError(400, 'Bad Request: there is no document in the request');
  const file = { name: document.name, bytes: document.size };
  const message_id = state.nextId();
  state.documents.push({ message_id, chat: chat.id, ...file, at: Date.now() });
  return { message_id, chat: { id: chat.id, type: 'private' }, from: state.me, document: file };
}

/** The buttons of a message, and of the screen below it. */
function shownWith(markup: unknown): Pick<SentMessage, 'keyboard' | 'inline' | 'touchesKeyboard'> {
  const parsed: unknown = typeof markup === 'string' ? JSON.parse(markup) : markup;
  const { keyboard, remove_keyboard, inline_keyboard } = (parsed ?? {}) as {
    keyboard?: { text: string }[][];
    remove_keyboard?: boolean;
    inline_keyboard?: SentMessage['inline'];
  };
  for (const { callback_data } of inline_keyboard?.flat() ?? [])
    if (Buffer.byteLength(callback_data) > 64) throw new ApiError(400, 'Bad Request: BUTTON_DATA_INVALID');
  return {
    keyboard: keyboard?.map((row) => row.map((button) => button.text)) ?? [],
    inline: inline_keyboard ?? [],
    touchesKeyboard: keyboard !== undefined || remove_keyboard === true,
  };
}
