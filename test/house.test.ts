import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawDiagram, drawTable, type House, readHouse, withDrawing } from '../scripts/house.ts';
import { cyclesOf, importsOf, packagesOf, roomOf, sources, textOf } from './support/imports.ts';

const house: House = readHouse();
const rooms = Object.keys(house.rooms);

/** Arrows between rooms that the code has, each with one import that draws it: `people -> texts`. */
const drawn = new Map<string, string>();
for (const file of sources)
  for (const target of importsOf(file)) {
    const [from, to] = [roomOf(file), roomOf(target)];
    if (from !== to) drawn.set(`${from} -> ${to}`, `${file} -> ${target}`);
  }
const allowed = new Set(
  Object.entries(house.rooms).flatMap(([room, { knows }]) => knows.map((other) => `${room} -> ${other}`)),
);

describe('the house', () => {
  it('has a place for every room, and no room that stands empty', () => {
    expect([...new Set(sources.map(roomOf))].toSorted()).toEqual(rooms.toSorted());
  });

  it('has arrows that run one way: a room knows only those that stand before it', () => {
    const upward = [...allowed].filter((arrow) => {
      const [from = '', to = ''] = arrow.split(' -> ');
      return rooms.indexOf(to) >= rooms.indexOf(from);
    });
    expect(upward).toEqual([]);
  });

  it('has no arrow that is not listed', () => {
    const unlisted = [...drawn].filter(([arrow]) => !allowed.has(arrow)).map(([, why]) => why);
    expect(unlisted).toEqual([]);
  });

  it('lists no arrow that nothing uses', () => {
    expect([...allowed].filter((arrow) => !drawn.has(arrow))).toEqual([]);
  });

  it.each(Object.entries(house.within))('has folders within %s that stand on each other', (room, folders) => {
    const level = (file: string) => (roomOf(file) === room ? folders.indexOf(file.split('/')[1] ?? '') : -1);
    const upward = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => level(file) >= 0 && level(target) > level(file))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no files that import each other in a circle, types included', () => {
    expect(cyclesOf(sources)).toEqual([]);
  });

  it.each(Object.entries(house.packages))('knows %s in one place only', (packageName, owner) => {
    const strangers = sources.filter(
      (file) =>
        !new RegExp(owner).test(file) &&
        packagesOf(file).some((name) => name === packageName || name.startsWith(`${packageName}/`)),
    );
    expect(strangers).toEqual([]);
  });

  it('keeps the engine and the classifier pure', () => {
    const impure = sources.filter(
      (file) =>
        /^(conversation|classification)\//.test(file) &&
        /Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(/.test(textOf(file)),
    );
    expect(impure).toEqual([]);
  });

  it('keeps files readable: 250 lines at most', () => {
    expect(sources.filter((file) => textOf(file).split('\n').length > 250)).toEqual([]);
  });

  it('registers every model in one place, so that none lacks its indexes', () => {
    const registered = textOf('app/models.ts');
    const models = sources
      .filter((file) => file.endsWith('.model.ts'))
      .flatMap((file) =>
        [...textOf(file).matchAll(/export const (\w+Model) = model\(/g)].map(([, name]) => name),
      );
    expect(models.length).toBeGreaterThan(20);
    expect(models.filter((name) => !registered.includes(`  ${name},`))).toEqual([]);
  });

  it('is drawn in the docs as it is', () => {
    const docs = readFileSync('docs/house.md', 'utf8');
    expect(docs, 'run `npm run house`').toBe(withDrawing(docs, drawTable(house)));
    const readme = readFileSync('README.md', 'utf8');
    expect(readme, 'run `npm run house`').toBe(withDrawing(readme, drawDiagram(house)));
  });
});
