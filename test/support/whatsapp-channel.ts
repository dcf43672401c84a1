import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { Incoming, Receipt } from '../../src/channels/channel.ts';
import { createWhatsAppChannel } from '../../src/channels/whatsapp/channel.ts';
import type {
  KnownPerson,
  Lease,
  People,
  Tenure,
  WhatsAppSettings,
} from '../../src/channels/whatsapp/settings.ts';
import { findBrowser, launchArgs } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from './whatsapp-web/server.ts';

/** Times short enough for a test and long enough for a busy machine. */
const quick = {
  lookEvery: 200,
  pageAnswers: 8_000,
  untold: 1_000,
  nudgeAfter: 1_000,
  firstPause: 100,
  standby: 100,
  typingPerCharacter: 0,
};

/** Who is who, in memory. */
export function memoryPeople(): People & { all: KnownPerson[] } {
  const all: KnownPerson[] = [];
  const find = (key: keyof KnownPerson, value: string) => all.find((person) => person[key] === value) ?? null;
  return {
    all,
    byPhone: async (phone) => find('phone', phone),
    byLid: async (lid) => find('lid', lid),
    async remember(person) {
      // As in the database: a lid stays with its person when their number changes.
      for (const one of all)
        if (person.lid && one.lid === person.lid && one.phone !== person.phone) delete one.lid;
      const known = find('phone', person.phone);
      if (known) Object.assign(known, person);
      else all.push({ ...person });
    },
  };
}

/** A lease in memory, for the processes of one test; `steal` is what happens when it runs out. */
export function memoryLease(): Lease & { steal(): void } {
  let holder: AbortController | null = null;
  return {
    async acquire(): Promise<Tenure | null> {
      if (holder) return null;
      const mine = new AbortController();
      holder = mine;
      return {
        holds: () => holder === mine,
        lost: mine.signal,
        release: async () => {
          if (holder === mine) holder = null;
        },
      };
    },
    steal() {
      holder?.abort();
      holder = null;
    },
  };
}

/** A channel against the stand-in, with all that came in and every receipt. */
export async function whatsAppAgainst(web: WhatsAppWeb, settings: Partial<WhatsAppSettings> = {}) {
  const browser = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
  const dataDir = settings.dataDir ?? (await mkdtemp(join(tmpdir(), 'rembuk-wa-')));
  const incoming: Incoming[] = [];
  const receipts: Receipt[] = [];
  const channel = createWhatsAppChannel(
    {
      dataDir,
      browser: async () => ({
        path: browser.path,
        args: [...(await launchArgs(browser.path)), ...web.chromiumArgs],
      }),
      lease: memoryLease(),
      people: memoryPeople(),
      ...settings,
      timings: { ...quick, ...settings.timings },
    },
    silentLog,
  );
  return {
    channel,
    dataDir,
    incoming,
    receipts,
    start: () =>
      channel.start(
        async (messages) => void incoming.push(...messages),
        async (receipt) => void receipts.push(receipt),
      ),
    texts: () => incoming.map(({ content }) => (content.kind === 'text' ? content.text : content.kind)),
    async remove() {
      await channel.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

export type WhatsAppUnderTest = Awaited<ReturnType<typeof whatsAppAgainst>>;

/**
 * Gives a test file a channel that is linked to a stand-in of its own, and looks after each test whether anything went
 * wrong inside the page.
 * @param prepare whom and what the stand-in knows before the link
 */
export function useWhatsApp(prepare: (web: WhatsAppWeb) => void, settings: Partial<WhatsAppSettings> = {}) {
  const linked = {} as { web: WhatsAppWeb; phone: WhatsAppUnderTest };
  beforeAll(async () => {
    linked.web = await startWhatsAppWeb();
    linked.web.behaviour.linkAtOnce = true;
    prepare(linked.web);
    linked.phone = await whatsAppAgainst(linked.web, settings);
    await linked.phone.start();
    const state = () => linked.phone.channel.status().state;
    await vi.waitFor(() => expect(state()).toBe('ready'), { timeout: 45_000, interval: 20 });
  });
  afterAll(async () => {
    await linked.phone.remove();
    await linked.web.close();
  });
  afterEach(() => {
    linked.phone.incoming.length = 0;
    expect(linked.web.reports).toEqual([]);
  });
  return linked;
}
