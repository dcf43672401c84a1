import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../files.ts';
import type { Log } from '../../log.ts';
import { sentence } from './client.ts';

const linkSchema = z.object({
  /** Since when this link stands, ISO 8601. */
  linkedAt: z.iso.datetime().optional(),
  /** The number that is linked, or was until the phone ended the link. */
  number: z.string().optional(),
  /** Since when, by WhatsApp's clock, what is written to this number is for the service: the link, unless it was linked anew. */
  listensSince: z.iso.datetime().optional(),
  /** When it was last seen that no number was linked: a code was shown, or there was no session yet; absent while a link stands. */
  unlinkedAt: z.iso.datetime().optional(),
  /** When the phone ended the link; absent while it stands. */
  loggedOutAt: z.iso.datetime().optional(),
  /** Everything that came in before this, by WhatsApp's clock, was handed over, as far as this process knows. */
  handedOverUntil: z.iso.datetime().optional(),
  /** But for what these chats hold since then (seconds), for they could not be read. */
  behind: z.record(z.string(), z.number()).optional(),
});

/** What is remembered of the link beside the session itself. */
export type Link = z.infer<typeof linkSchema>;

/** After so long without a link nobody waits for an answer any more, in ms. */
const longestGapMs = 7 * 24 * 60 * 60 * 1000;

/** The phone has ended the link; what it was is kept, for it may be linked anew. */
export function loggedOut({ linkedAt: _ended, ...kept }: Link, at: Date): Link {
  return { loggedOutAt: at.toISOString(), ...kept };
}

/** No number is linked now. */
export const unlinked = (link: Link, at: Date): Link => ({ ...link, unlinkedAt: at.toISOString() });

/**
 * A number is linked. Where it is the one that was linked before, what was written to it meanwhile is for us too; of
 * another one, or for the first time, the chats were the phone's until it was linked. That may be a while ago: the process
 * may have died before it could write the link down, so it counts from when there was none.
 * @param there what WhatsApp's clock says, where `at` is by our own
 */
export function linked(link: Link, number: string, at: Date, there: Date): Link {
  const { loggedOutAt, unlinkedAt, ...before } = link;
  // Linked by an earlier version, which did not know the number.
  if (before.linkedAt) return { listensSince: before.linkedAt, ...before, number };
  const linkedAt = at.toISOString();
  const gapMs = loggedOutAt ? at.getTime() - Date.parse(loggedOutAt) : Number.POSITIVE_INFINITY;
  const isBack = before.number === number && gapMs <= longestGapMs;
  const agoMs = unlinkedAt ? Math.max(0, at.getTime() - Date.parse(unlinkedAt)) : 0;
  const listensSince = new Date(there.getTime() - agoMs).toISOString();
  return isBack ? { ...before, linkedAt } : { linkedAt, number, listensSince };
}

/**
 * Remembers the link over the lives of browsers and of this process. What the disk does not take (it is full) is kept in
 * memory until it does: a link whose beginning is forgotten would begin anew, and what came in before be nobody's.
 */
export interface LinkFile {
  /** A file that cannot be read counts as none: the page will tell. */
  read(): Promise<Link>;
  /** Never throws. */
  write(link: Link): Promise<void>;
  /** Writes what the disk did not take before. */
  retry(): Promise<void>;
}

export function createLinkFile(dataDir: string, log: Log): LinkFile {
  const path = join(dataDir, 'link.json');
  let unwritten: Link | null = null;
  /** One after the other, so that the last one stays. */
  let writing = Promise.resolve();

  function write(link: Link): Promise<void> {
    writing = writing.then(() => writeNow(link));
    return writing;
  }

  async function writeNow(link: Link): Promise<void> {
    try {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      await writeWhole(path, JSON.stringify(link));
      unwritten = null;
    } catch (error) {
      if (!unwritten)
        log.warn({ channel: 'whatsapp', error: sentence(error) }, 'The link is not written down yet');
      unwritten = link;
    }
  }

  async function retry(): Promise<void> {
    if (unwritten) await write(unwritten);
  }

  return {
    async read() {
      await retry();
      if (unwritten) return unwritten;
      const text = await readFile(path, 'utf8').catch(() => '{}');
      try {
        return linkSchema.parse(JSON.parse(text));
      } catch {
        return {};
      }
    },
    write,
    retry,
  };
}
