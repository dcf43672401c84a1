/** When people may be written to first: invitations and reminders, never replies. Pure, by the district's own clock. */
import { z } from 'zod';
import { wallClock } from '../time/local-time.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:00');
const span = { from: clock, to: clock };

/** Hours in which messages may go out; `except` are stretches of a weekday (0 Sunday .. 6) in which they may not. */
export const decentHoursSchema = z
  .strictObject({
    ...span,
    except: z.array(z.strictObject({ weekday: z.int().min(0).max(6), ...span })).max(14),
  })
  .refine(
    (hours) => [hours, ...hours.except].every(({ from, to }) => from < to),
    'must begin before it ends',
  );
export type DecentHours = z.infer<typeof decentHoursSchema>;

/** The process's default: by day, and not while people are at Friday prayer. */
export const decentHours: DecentHours = {
  from: '07:00',
  to: '20:00',
  except: [{ weekday: 5, from: '11:30', to: '13:30' }],
};

const dayMinutes = 24 * 60;
const minuteMs = 60_000;
/** A week has fewer bounds than this; more steps mean that no hour is left in which to write. */
const mostSteps = 200;

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether people may be written to at this instant. `null`: at any hour. */
export function isDecent(at: Date, hours: DecentHours | null, timeZone: string): boolean {
  if (!hours) return true;
  const { weekday, minute } = wallClock(at, timeZone);
  const within = ({ from, to }: { from: string; to: string }) =>
    minute >= minuteOf(from) && minute < minuteOf(to);
  return within(hours) && !hours.except.some((one) => one.weekday === weekday && within(one));
}

/** The first instant from `at` on at which people may be written to; `at` itself when they may now. */
export function nextDecent(at: Date, hours: DecentHours | null, timeZone: string): Date {
  return step(at, hours, timeZone, true);
}

/** The end of the decent stretch that `at` lies in; null where there is none, for people may be written to always. */
export function decentUntil(at: Date, hours: DecentHours | null, timeZone: string): Date | null {
  return hours ? step(at, hours, timeZone, false) : null;
}

/** From bound to bound until it is decent (or no longer). A change of summer time between two is met by looking again. */
function step(from: Date, hours: DecentHours | null, timeZone: string, wanted: boolean): Date {
  let at = from;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    if (isDecent(at, hours, timeZone) === wanted) return at;
    at = nextBound(at, hours, timeZone);
  }
  throw new Error('These hours leave none in which people may be written to.');
}

function nextBound(at: Date, hours: DecentHours | null, timeZone: string): Date {
  const { minute } = wallClock(at, timeZone);
  const spans = hours ? [hours, ...hours.except] : [];
  const bounds = [...spans.flatMap(({ from, to }) => [minuteOf(from), minuteOf(to)]), dayMinutes];
  const next = Math.min(...bounds.filter((bound) => bound > minute));
  const wholeMinute = Math.floor(at.getTime() / minuteMs) * minuteMs;
  return new Date(wholeMinute + (next - minute) * minuteMs);
}
