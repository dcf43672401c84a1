import type {
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'telegraf/types';
import type { Choice, Outgoing } from '../channel.ts';
import { split } from '../split.ts';

/** Telegram's own limit of one message, in characters. */
export const textLength = 4096;

/** More buttons than this fill the whole screen of a phone; the choices are written out instead. */
const mostButtons = 12;
/** Two buttons stand side by side while both labels are this short. */
const shortLabel = 14;

export interface TelegramMessage {
  text: string;
  /** Absent: the keyboard that is on the screen stays. */
  reply_markup?: ReplyKeyboardMarkup | ReplyKeyboardRemove | InlineKeyboardMarkup;
}

/**
 * A message as Telegram shows it: choices as a keyboard whose buttons send their own label, numbered, so that typing
 * the number does the same. Long texts are split at line breaks; the keyboard goes with the last part.
 */
export function toTelegram(message: Outgoing): TelegramMessage[] {
  const { text, choices, ask } = message;
  if (message.beside) return besideQuestion(message);
  const labels = choices.map((choice, index) => `${index + 1}. ${choice.label}`);
  const listed = choices.length > mostButtons;
  const parts = split(listed ? `${text}\n\n${labels.join('\n')}` : text, textLength);
  const rows = listed ? [] : layOut(choices, labels);
  const wanted = askButton(ask);
  const keyboard = [...(wanted ? [[wanted]] : []), ...rows];
  const shown: ReplyKeyboardMarkup | ReplyKeyboardRemove =
    keyboard.length > 0
      ? { keyboard, resize_keyboard: true, one_time_keyboard: true }
      : { remove_keyboard: true };
  return parts.map((part, index) => ({
    text: part,
    reply_markup: index === parts.length - 1 ? shown : { remove_keyboard: true },
  }));
}

/** Without a word on the keyboard, so that the one of the waiting question stays; its own buttons are in the message. */
function besideQuestion({ text, choices }: Outgoing): TelegramMessage[] {
  const parts = split(text, textLength);
  const inline_keyboard = choices.map(({ label, value }) => [{ text: label, callback_data: value }]);
  return parts.map((part, index) => ({
    text: part,
    ...(index === parts.length - 1 && choices.length > 0 ? { reply_markup: { inline_keyboard } } : {}),
  }));
}

function askButton(ask: Outgoing['ask']): KeyboardButton | null {
  if (ask === 'location') return { text: '📍 Lokasi', request_location: true };
  return ask === 'contact' ? { text: '📱 Nomor HP', request_contact: true } : null;
}

function layOut(choices: Choice[], labels: string[]): KeyboardButton[][] {
  const perRow = choices.length > 1 && choices.every((choice) => choice.label.length <= shortLabel) ? 2 : 1;
  const rows: KeyboardButton[][] = [];
  for (let at = 0; at < labels.length; at += perRow)
    rows.push(labels.slice(at, at + perRow).map((text) => ({ text })));
  return rows;
}
