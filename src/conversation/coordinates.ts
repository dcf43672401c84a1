/**
 * Coordinates within a text, as maps, cameras and people write them: "-2.3345, 115.6123", `2°20'11.5"S 115°36'44.1"E`,
 * "2,3345 LS, 115,6123 BT", "Lat -2.3345 Long 115.6123", links to maps. Pure.
 */
import { withoutUnseen } from './words.ts';

/** In degrees; south and west are below zero. */
interface Point {
  lat: number;
  lon: number;
}

/** A part of the earth, in degrees: from the south to the north, from the west to the east. */
export interface Bounds {
  lat: readonly [number, number];
  lon: readonly [number, number];
}

/** Roughly. All of it lies east of 90 degrees, which no latitude reaches: it is plain which of two numbers is which. */
const indonesia: Bounds = { lat: [-12, 7], lon: [94, 142] };
const greatestLat = 90;

const isWithin = ({ lat, lon }: Point, bounds: Bounds) =>
  lat > bounds.lat[0] && lat < bounds.lat[1] && lon > bounds.lon[0] && lon < bounds.lon[1];

/** What is told of the place that a text names. */
interface Found {
  point: Point;
  /** The text without its coordinates, which are no numbers of anything. */
  rest: string;
}

/**
 * The place in Indonesia whose coordinates a text holds; null where it holds none.
 * @param decimals how many bare numbers must have at least, so that a range or a size is none: two are a kilometre
 * @param district where it lies; a latitude without any sign is taken as south where only that lies there
 */
export function coordinatesIn(text: string, decimals: number, district?: Bounds): Found | null {
  if (!/\d/.test(text)) return null;
  const typed = replaceAll(withoutUnseen(text), signs).normalize('NFKC');
  const pairs = forms.flatMap((form) => pairsIn(typed, form));
  const found = pairs.flatMap((pair) => {
    const point = areFine(pair, decimals) && pointOf(pair, district);
    const [from, to] = [pair.first.start, pair.second.end];
    return point ? [{ point, isPin: pair.isPin, rest: `${typed.slice(0, from)} ${typed.slice(to)}` }] : [];
  });
  // A link to a place holds what the map was centred on too.
  return found.find(({ isPin }) => isPin) ?? found[0] ?? null;
}

/** What stands for a plain sign on keyboards, in maps and in links; full-width forms are left to NFKC. */
const signs: [RegExp, string][] = [
  [/%2C/gi, ','],
  [/%20/g, ' '],
  [/%C2%B0/gi, '°'],
  [/%22|[″“”„‟]/gi, '"'],
  [/%27|[′‘’‛´`]/g, "'"],
  [/[º˚⁰∘]/g, '°'],
  [/[‐-―−﹣－]/g, '-'],
];
const replaceAll = (text: string, rules: [RegExp, string][]): string =>
  rules.reduce((so, [pattern, by]) => so.replace(pattern, by), text);

/** Sides of the earth in English and Indonesian; nobody here lives in the west. */
const sides = {
  south: ['s', 'ls', 'lintang selatan'],
  north: ['n', 'u', 'lu', 'lintang utara'],
  east: ['e', 't', 'bt', 'bujur timur'],
};
const side = Object.values(sides).flat().join('|');

// A blank may stand behind the sign, but a stroke with a number before it and blanks around it is none.
const sign = String.raw`(?<sign>(?<!\d)[-+]|(?<!\d\s?)[-+]\s)?(?<![\d.])`;
const part = String.raw`\d{1,2}(?:[.,]\d{1,12})?`;
const inMinutes = String.raw`(?<whole>\d{1,3})\s?°\s?(?<minutes>${part})\s?'(?:\s?(?<seconds>${part})(?!\d|[.,]\d|\s?°)\s?(?:"|'')?)?`;
const inDecimals = String.raw`(?<decimal>\d{1,3}[.,](?<decimals>\d{1,20}))(?!\d|\.\d)(?<degrees>\s?°)?(?!\s?(?:k?m|meter|mtr)(?!\p{L}))`;
const number = `${sign}(?:${inMinutes}|${inDecimals})`;

/** The side stands before each number or behind it. Before comes first: of "S 2.3 E 115.6" the E is of the second. */
const forms = [
  new RegExp(String.raw`(?:(?<![\p{L}\d])(?<side>${side})[\s.:]{0,2})?${number}`, 'giu'),
  new RegExp(String.raw`${number}(?:\s?(?<side>${side})(?!\p{L}))?`, 'giu'),
];

const between =
  /^[\s,;/|+&]{0,4}(?:(?:m?lon(?:g(?:itude)?)?|m?lat(?:itude)?|lng|lintang|bujur|!4d)[\s.:=]{0,3})?$/i;
/** What a link, or a map's own address, has before its coordinates. */
const link = /(?:geo:|loc:|[?&]\w{1,12}=)$/i;
const longestLink = 14;

/** One number of two, with what was written about it. */
interface Coordinate {
  start: number;
  end: number;
  /** Without its sign. */
  degrees: number;
  /** Infinite where minutes say it better than decimals. */
  decimals: number;
  isNegative: boolean;
  hasSign: boolean;
  side: keyof typeof sides | null;
  /** Whether a side or degrees say that it is a coordinate. */
  isMarked: boolean;
}

interface Pair {
  first: Coordinate;
  second: Coordinate;
  isLinked: boolean;
  isPin: boolean;
}

function pairsIn(text: string, form: RegExp): Pair[] {
  const all = [...text.matchAll(form)].map(coordinateOf);
  return all.flatMap((first, index) => {
    const second = all[index + 1];
    if (!second) return [];
    const gap = text.slice(first.end, second.start);
    if (!between.test(gap)) return [];
    const before = text.slice(Math.max(0, first.start - longestLink), first.start);
    return [{ first, second, isLinked: link.test(before), isPin: gap === '!4d' }];
  });
}

function coordinateOf({ 0: { length }, index, groups = {} }: RegExpExecArray): Coordinate {
  const { whole, minutes, seconds = '0', decimal, decimals, degrees, sign: written } = groups;
  const named = groups.side?.toLowerCase() ?? '';
  const [sideOf = null] = (['south', 'north', 'east'] as const).filter((one) => sides[one].includes(named));
  return {
    start: index,
    end: index + length,
    degrees: decimal
      ? amount(decimal)
      : rounded(Number(whole) + sixtieths(minutes) + sixtieths(seconds) / 60),
    decimals: decimals?.length ?? Number.POSITIVE_INFINITY,
    isNegative: written?.startsWith('-') === true,
    hasSign: written !== undefined,
    side: sideOf,
    isMarked: sideOf !== null || degrees !== undefined || decimal === undefined,
  };
}

const amount = (typed = '') => Number(typed.replace(',', '.'));
/** To the decimetre. */
const rounded = (degrees: number) => Number(degrees.toFixed(6));
/** Minutes as degrees, or seconds as minutes. */
const sixtieths = (typed: string | undefined) => (amount(typed) < 60 ? amount(typed) / 60 : Number.NaN);

/** Whether two numbers are as fine as coordinates are, and no amounts in thousands ("2.500, 115.000"). */
function areFine({ first, second, isLinked }: Pair, least: number): boolean {
  const both = [first, second];
  if (isLinked || both.every(({ isMarked }) => isMarked)) return true;
  if (both.every(({ isMarked, hasSign, decimals }) => !isMarked && !hasSign && decimals === 3)) return false;
  return both.every(({ isMarked, decimals }) => isMarked || decimals >= least);
}

function pointOf({ first, second }: Pair, district?: Bounds): Point | null {
  const [lat, lon] = first.degrees > greatestLat ? [second, first] : [first, second];
  if (lat.side === 'east' || (lon.side !== null && lon.side !== 'east') || lon.isNegative) return null;
  if (lat.side === 'north' && lat.isNegative) return null;
  const isSouth = lat.side === 'south' || lat.isNegative;
  const said = { lat: isSouth ? -lat.degrees : lat.degrees, lon: lon.degrees };
  const south = { ...said, lat: -lat.degrees };
  const isBare = lat.side === null && !lat.hasSign;
  const isLeftOut = isBare && district && !isWithin(said, district) && isWithin(south, district);
  const point = isLeftOut ? south : said;
  return isWithin(point, indonesia) ? point : null;
}
