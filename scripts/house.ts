/** The rooms of the house, read from docs/house.yaml, and how they are drawn in the docs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const houseSchema = z.strictObject({
  rooms: z.record(z.string(), z.strictObject({ for: z.string(), knows: z.array(z.string()) })),
  within: z.record(z.string(), z.array(z.string())),
  packages: z.record(z.string(), z.string()),
});
export type House = z.infer<typeof houseSchema>;

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The rooms from the ground up. @throws ZodError where the file has another shape */
export const readHouse = (): House =>
  houseSchema.parse(parse(readFileSync(inRoot('docs/house.yaml'), 'utf8')));

const shown = (room: string) => (room.endsWith('.ts') ? room : `${room}/`);

/** A Markdown table of the rooms: what each is for, and what it knows. */
export function drawTable({ rooms }: House): string {
  const rows = Object.entries(rooms).map(([room, { for: purpose, knows }]) => [
    `\`${shown(room)}\``,
    purpose,
    knows.map((other) => `\`${other}\``).join(' ') || 'nothing',
  ]);
  const table = [['room', 'what it is for', 'knows'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}

/** Rooms that stand under everything; their arrows would hide the others. */
const ground = ['texts', 'time', 'log.ts', 'config.ts', 'process', 'storage', 'main.ts'];

/** A Mermaid diagram of the rooms above the ground; an arrow that another one implies is left out. */
export function drawDiagram({ rooms }: House): string {
  const knows = new Map(
    Object.entries(rooms)
      .filter(([room]) => !ground.includes(room))
      .map(([room, { knows: all }]) => [room, all.filter((other) => !ground.includes(other))]),
  );
  const implied = (room: string, other: string): boolean =>
    (knows.get(room) ?? []).some((between) => between !== other && reaches(between, other));
  const reaches = (room: string, other: string): boolean =>
    (knows.get(room) ?? []).some((next) => next === other || reaches(next, other));
  const arrows = [...knows].flatMap(([room, all]) =>
    all.filter((other) => !implied(room, other)).map((other) => `  ${room} --> ${other}`),
  );
  return ['```mermaid', 'graph TD', ...arrows, '```'].join('\n');
}

const begin = '<!-- drawn by npm run house -->';
const end = '<!-- end of the drawing -->';

/** A document with its drawing replaced. @throws Error where it has no place for one */
export function withDrawing(document: string, drawing: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`The document has no "${begin}" … "${end}".`);
  return `${document.slice(0, from)}${begin}\n\n${drawing}\n\n${document.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const house = readHouse();
  for (const [path, drawing] of [
    ['docs/house.md', drawTable(house)],
    ['README.md', drawDiagram(house)],
  ] as const)
    writeFileSync(inRoot(path), withDrawing(readFileSync(inRoot(path), 'utf8'), drawing));
}
