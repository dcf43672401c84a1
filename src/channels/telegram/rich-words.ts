/**
 * The words of a rich message. Since Bot API 10.1 (June 2026) a list, a table or headings that somebody writes in Telegram's
 * editor, or pastes there, come as `rich_message.blocks` and without `text`. Read by its fields, not by its kinds, so that a
 * kind of block that comes later still says what stands in it.
 */

/** No more blocks within blocks are read. */
const deepest = 20;

/** Its words, a line for each block, item or row; empty where there are none. @param message `rich_message`, as it came */
export function richWords(message: unknown): string {
  return linesOf(message, deepest).join('\n');
}

function linesOf(block: unknown, depth: number): string[] {
  if (depth === 0) return [];
  if (Array.isArray(block)) return block.flatMap((one) => linesOf(one, depth - 1));
  if (!isObject(block)) return [];
  const { summary, text, blocks, items, cells, caption } = block;
  const said = [wordsOf(summary, depth), wordsOf(text, depth)];
  const rows = listOf(cells).map((row) =>
    listOf(row)
      .map((cell) => wordsOf(cell, depth))
      .filter((words) => words.trim() !== '')
      .join(', '),
  );
  const listed = listOf(items).flatMap((item) => itemLines(item, depth - 1));
  const below = [...said, ...rows, ...listed, ...linesOf(blocks, depth - 1), wordsOf(caption, depth)];
  return below.filter((line) => line.trim() !== '');
}

/** An item begins with its label, "2." or "•". */
function itemLines(item: unknown, depth: number): string[] {
  const [first = '', ...others] = linesOf(item, depth);
  const label = isObject(item) && typeof item.label === 'string' ? item.label : '';
  return [[label, first].filter(Boolean).join(' '), ...others];
}

/** The words of a `RichText`: a string, a list of such, or what gives a `text` its look. */
function wordsOf(text: unknown, depth: number): string {
  if (typeof text === 'string') return text;
  if (depth === 0) return '';
  if (Array.isArray(text)) return text.map((one) => wordsOf(one, depth - 1)).join('');
  if (!isObject(text)) return '';
  return wordsOf(text.text ?? text.alternative_text ?? text.expression, depth - 1);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
