/** Days and times as people and forms write them, by the clock of the district's zone. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall of the zone shows, `2026-12-01T09:00`; for the value of a field of date and time. */
export function localOf(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
    formats.set(timeZone, format);
  }
  return format.format(at).replace(' ', 'T');
}

/** The instant at which that clock shows this; null for what is no time, or one that the clock never shows. */
export function instantOf(typed: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed)) return null;
  const wanted = Date.parse(`${typed}Z`);
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  // The zone's distance from UTC is that of the instant itself; a second look meets one near a change of the clocks.
  for (let look = 0; look < 2; look += 1) at += wanted - Date.parse(`${localOf(new Date(at), timeZone)}Z`);
  return localOf(new Date(at), timeZone) === typed ? new Date(at) : null;
}

const dayMs = 24 * 3600_000;

/** The instant at which a day such as `2026-12-21` is over. @throws Error for what is no day */
export function endOfDay(day: string, timeZone: string): Date {
  const begin = instantOf(`${day}T00:00`, timeZone);
  if (!begin) throw new Error(`"${day}" is no day.`);
  return new Date(begin.getTime() + dayMs);
}

/** The day of an instant, `2026-12-01`; days compare as their texts do. */
export const localDay = (at: Date, timeZone: string): string => localOf(at, timeZone).slice(0, 10);

/** The year of an instant. */
export const localYear = (at: Date, timeZone: string): number => Number(localDay(at, timeZone).slice(0, 4));

/** A day such as `2026-12-01` as formats of dates want it that know no zone: midnight UTC. */
export const midnightOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Weekday (0 Sunday .. 6) and minute of the day at an instant. */
export function wallClock(at: Date, timeZone: string): { weekday: number; minute: number } {
  const [day = '', clock = ''] = localOf(at, timeZone).split('T');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return { weekday: midnightOf(day).getUTCDay(), minute: hour * 60 + minute };
}

/** Midnights before and after an instant (to the minute; none of our zones changes its clocks). */
export function dayAround(now: Date, timeZone: string): { begin: Date; end: Date } {
  const { minute } = wallClock(now, timeZone);
  // Every zone is whole minutes from UTC, so seconds are the same on every clock.
  const begin = new Date(now.getTime() - minute * 60_000 - (now.getTime() % 60_000));
  return { begin, end: new Date(begin.getTime() + dayMs) };
}
