/** Telephone numbers and identity numbers within a text, in all ways in which people write them. */

/** A stretch of a text: from the first sign, to before the last. */
export interface Stretch {
  from: number;
  to: number;
}

/** Digits without anything between them. */
interface Group extends Stretch {
  digits: string;
  /** What stands between it and the group before, within a run. */
  gap: string;
}

/** What may stand between the digits of one number. */
const between = String.raw`[\s.\-_()\[\]/*·•,~|=+\u200b]`;
const runs = new RegExp(String.raw`\d(?:${between}{0,4}\d)*`, 'gu');

/** The numbers of people in a shadow (see `shadow.ts`) from which what is nobody's is blotted out. */
export function findNumbers(shadow: string): Stretch[] {
  return [...shadow.matchAll(runs)].flatMap((run) => inRun(groupsOf(run[0], run.index), shadow));
}

function groupsOf(run: string, at: number): Group[] {
  const groups: Group[] = [];
  for (const { 0: digits, index } of run.matchAll(/\d+/g)) {
    const from = at + index;
    const before = groups.at(-1);
    const gap = before ? run.slice(before.to - at, index) : '';
    // What nobody sees parts nothing.
    if (before && /^\u200b+$/.test(gap))
      Object.assign(before, { digits: before.digits + digits, to: from + digits.length });
    else groups.push({ digits, from, to: from + digits.length, gap });
  }
  return groups;
}

function inRun(groups: Group[], shadow: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = 0; at < groups.length; ) {
    const taken = identity(groups, at) || telephone(groups, at, shadow) || long(groups, at, shadow);
    const [first, last] = [groups[at], groups[at + taken - 1]];
    if (taken > 0 && first && last) found.push({ from: first.from, to: last.to });
    at += taken || 1;
  }
  return found;
}

/** How the numbers of one kind are made, and how long: tried on the digits of the first groups. */
const mobile = /^(?:(?:00)?620?|0)8[1-9]\d{7,10}$/;
const mobileBegins = /^(?:0{0,2}6?2?0?8?|(?:(?:00)?620?|0)8[1-9]\d*)$/;
/** The operators' numbers without their zero, as spreadsheets leave them. */
const bare = /^8(?:1[1-9]|2[1-8]|3[1-38]|5[1-9]|7[789]|8\d|9[5-9])\d{7,9}$/;
const landline = /^0[2-79]\d{7,10}$/;
const landlineAbroad = /^(?:00)?620?[2-79]\d{7,10}$/;
const foreign = /^\d{8,15}$/;

/** How many groups from here are one telephone number; 0 for none. */
function telephone(groups: Group[], at: number, shadow: string): number {
  const first = groups[at];
  if (!first) return 0;
  const plus = /\+[ (\u200b]{0,2}$/.test(shadow.slice(Math.max(0, first.from - 4), first.from));
  if (plus) return longest(groups, at, foreign, 15);
  if (mobileBegins.test(first.digits)) {
    const taken = longest(groups, at, mobile, 16);
    if (taken > 0) return taken;
  }
  if (/^0[2-7]\d{1,2}$/.test(first.digits) || first.digits.length > 8) {
    const taken = longest(groups, at, landline, 12);
    if (taken > 0) return taken;
  }
  if (/^(?:00)?62/.test(first.digits) && first.digits.length !== 3) {
    const taken = longest(groups, at, landlineAbroad, 15, /^[ -]$/);
    if (taken > 0) return taken;
  }
  return first.digits.length > 2 ? longest(groups, at, bare, 12, /^[ .-]$/) : 0;
}

/** The most groups from here whose digits together are such a number. */
function longest(groups: Group[], at: number, kind: RegExp, most: number, gaps?: RegExp): number {
  let digits = '';
  let taken = 0;
  for (let next = at; next < groups.length; next += 1) {
    const group = groups[next];
    if (!group || digits.length + group.digits.length > most) break;
    if (next > at && gaps && !(gaps.test(group.gap) && group.digits.length > 2)) break;
    // "0812-5000-1111 2 unit": a small number, parted from a whole one in another way than its parts, is another thing.
    const before = groups[next - 1];
    const otherwise = next - 1 === at || before?.gap !== group.gap;
    if (taken > 0 && digits.length > 9 && group.digits.length < 3 && otherwise && /^[\s,/]+$/.test(group.gap))
      break;
    digits += group.digits;
    if (kind.test(digits)) taken = next - at + 1;
  }
  return taken;
}

/** Provinces as identity numbers begin with them. */
const province = /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/;
/** Six digits of the place, then a birthday (a woman's day is 40 more). */
const born = /^\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}$/;

/** How many groups from here are one identity or family card's number of 16 digits; 0 for none. */
function identity(groups: Group[], at: number): number {
  let digits = '';
  for (let next = at; next < groups.length && digits.length < 16; next += 1) {
    digits += groups[next]?.digits ?? '';
    if (digits.length !== 16 || !province.test(digits)) continue;
    const count = next - at + 1;
    if (count <= 6 || count === 16 || born.test(digits)) return count;
  }
  return 0;
}

/**
 * Ten digits and more without a gap are an account's, a chat's or a card's, or a telephone's that we do not know, unless
 * they are a round sum.
 */
function long(groups: Group[], at: number, shadow: string): number {
  const group = groups[at];
  if (!group || group.digits.length < 10) return 0;
  const inWord = /[\p{L}_]/u.test(shadow.charAt(group.from - 1) + shadow.charAt(group.to));
  if (inWord && group.digits.length < 16) return 0;
  return group.digits.length < 16 && group.digits.endsWith('000') ? 0 : 1;
}
