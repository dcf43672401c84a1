import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Channel, type ChannelName, type Incoming, SendError } from '../../src/channels/channel.ts';
import { largestFile } from '../../src/channels/largest-file.ts';

/** What a person does with their phone. */
export type Sent =
  | { kind: 'text'; text: string }
  /** Presses a button, or types what a numbered line says. */
  | { kind: 'press'; label: string }
  | { kind: 'location'; lat: number; lon: number }
  /** `claims`: the size in bytes that the network tells, where that is not the file's own. */
  | { kind: 'photo'; bytes: Buffer; caption?: string; claims?: number }
  | { kind: 'voice'; bytes: Buffer; seconds: number }
  | { kind: 'contact'; phone: string }
  | { kind: 'sticker' };

/** A message as the person sees it: all its text, and the labels they can press (empty where lines are numbered). */
export interface Shown {
  text: string;
  buttons: string[];
}

/** What the network says of the next send. */
export type NetworkFault = 'later' | 'unreachable' | 'refused' | 'broken';

/** One channel between us and a network of the test's own. Made anew for every case; the channel is not started. */
export interface ContractHarness {
  channel: Channel;
  /** The person's address, as the channel gives it. They are known to the network and have not blocked us. */
  address: string;
  /** The person sends something. The network brings it until the channel takes it, in the order it was sent. */
  says(sent: Sent): void;
  /** The person edits their last message: its text, or the caption of the photo that it is, is this now. */
  edits(words: string): void;
  /** The network brings the person's last message once more. */
  bringsAgain(): void;
  /** All that has been shown to the person, oldest first. */
  shown(): Shown[];
  /** The next send meets this. `later` asks for {@link laterMs}; `broken` cuts the line, so that nobody can know. */
  failNext(fault: NetworkFault): void;
  /** Whether the network has a connection of this channel that waits for messages. */
  isConnected(): boolean;
  /** For a channel whose network can be lost: takes it away, brings it back. */
  network?: { takeAway(): Promise<void>; bringBack(): Promise<void> };
  /** Stops the network. The channel has been stopped before. */
  close(): Promise<void>;
}

/** How long a network that says "later" asks to wait. */
export const laterMs = 2_000;

/**
 * What messaging relies on, for every channel the same.
 * @param open makes a channel and its network
 * @param options.canBeLost whether the network can be taken away while the channel runs
 * @param options.neverRefuses whether the network has no word for a message that can never be delivered
 * @param options.patienceMs how long it may take to connect or to deliver
 */
export function channelContract(
  name: ChannelName,
  open: () => Promise<ContractHarness>,
  options: { canBeLost: boolean; neverRefuses?: boolean; patienceMs?: number },
): void {
  const patience = { timeout: options.patienceMs ?? 15_000, interval: 10 };
  describe(`the channel contract, kept by ${name}`, { timeout: 3 * patience.timeout }, () => {
    let harness: ContractHarness;
    let taken: Incoming[];
    const take = async (messages: Incoming[]) => void taken.push(...messages);
    const received = (count: number) => vi.waitFor(() => expect(taken).toHaveLength(count), patience);
    const ready = () =>
      vi.waitFor(() => expect(harness.channel.status()).toMatchObject({ state: 'ready' }), patience);
    const connect = async (onMessages: (messages: Incoming[]) => Promise<void> = take) => {
      await harness.channel.start(onMessages);
      await ready();
    };
    const failureOf = (sending: Promise<unknown>) =>
      sending.then(
        () => expect.fail('it was sent'),
        (error) => {
          expect(error).toBeInstanceOf(SendError);
          return (error as SendError).failure;
        },
      );
    const ask = { text: 'Apakah Anda setuju?', choices: [] };

    beforeEach(async () => {
      taken = [];
      harness = await open();
    });
    afterEach(async () => {
      await harness.channel.stop();
      await harness.close();
    });

    describe('coming in', () => {
      it('hands over a text with whom to answer, when, and an id that no other message has', async () => {
        await connect();
        harness.says({ kind: 'text', text: 'Jalan rusak 🙏' });
        harness.says({ kind: 'text', text: 'Jalan rusak 🙏' });
        await received(2);
        const [first, second] = taken;
        expect(first).toMatchObject({
          channel: name,
          address: harness.address,
          content: { kind: 'text', text: 'Jalan rusak 🙏' },
        });
        expect(first?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
        expect(first?.messageId).not.toBe('');
        expect(second?.messageId).not.toBe(first?.messageId);
      });

      it('hands over a location, a contact, and what no question takes by its name', async () => {
        await connect();
        harness.says({ kind: 'location', lat: -2.18342, lon: 115.62817 });
        harness.says({ kind: 'contact', phone: '+6281234567890' });
        harness.says({ kind: 'sticker' });
        await received(3);
        expect(taken.map(({ content }) => content)).toEqual([
          { kind: 'location', lat: -2.18342, lon: 115.62817 },
          { kind: 'contact', phone: expect.stringMatching(/^\+?6281234567890$/) },
          { kind: 'unsupported', what: 'sticker' },
        ]);
      });

      it('hands over pictures and voices by reference, and fetches them whole', async () => {
        const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
        await connect();
        harness.says({ kind: 'photo', bytes, caption: 'depan langgar' });
        harness.says({ kind: 'voice', bytes, seconds: 4 });
        await received(2);
        const [photo, voice] = taken.map(({ content }) => content);
        expect(photo).toMatchObject({ kind: 'photo', caption: 'depan langgar' });
        expect(voice).toMatchObject({ kind: 'voice', seconds: 4 });
        if (photo?.kind !== 'photo' || voice?.kind !== 'voice') throw new Error('not what was sent');
        expect(photo.media.mime).toMatch(/^image\//);
        expect(voice.media.mime).toMatch(/^audio\//);
        expect((await harness.channel.download(photo.media)).equals(bytes)).toBe(true);
        expect((await harness.channel.download(voice.media)).equals(bytes)).toBe(true);
      });

      it('fetches no file that is too big, whatever size it is said to have', async () => {
        const bytes = Buffer.alloc(largestFile + 1, 7);
        await connect();
        harness.says({ kind: 'photo', bytes, claims: 1_000 });
        await received(1);
        const content = taken[0]?.content;
        if (content?.kind !== 'photo') throw new Error('not what was sent');
        expect(await failureOf(harness.channel.download(content.media))).toMatchObject({
          kind: 'refused',
          reason: 'file is too big',
        });
      });

      it('says plainly that a picture is not there', async () => {
        await connect();
        const failure = await failureOf(harness.channel.download({ id: 'no-such-file', mime: 'image/jpeg' }));
        expect(failure).toMatchObject({ kind: 'refused' });
      });

      it('gives the same message the same id when the network brings it again', async () => {
        await connect();
        harness.says({ kind: 'text', text: 'Sumur bor' });
        await received(1);
        harness.bringsAgain();
        await received(2);
        expect(taken[1]?.messageId).toBe(taken[0]?.messageId);
      });

      it('hands over an edited message as what it says now, and names the one that it was', async () => {
        await connect();
        harness.says({ kind: 'text', text: 'Jaln rusak' });
        await received(1);
        harness.edits('Jalan rusak');
        await received(2);
        harness.edits('Jalan rusak parah');
        await received(3);
        const [first, ...edits] = taken;
        expect(first?.corrects).toBeUndefined();
        expect(edits.map(({ corrects, content, address }) => ({ corrects, content, address }))).toEqual(
          ['Jalan rusak', 'Jalan rusak parah'].map((text) => ({
            corrects: first?.messageId,
            content: { kind: 'text', text },
            address: harness.address,
          })),
        );
        expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(3);
      });

      it('hands over the edited caption of a photo with the photo', async () => {
        await connect();
        harness.says({ kind: 'photo', bytes: Buffer.from('jpeg'), caption: 'dpan langgar' });
        await received(1);
        harness.edits('depan langgar');
        await received(2);
        const [before, after] = taken.map(({ content }) => content);
        expect(after).toEqual({ ...before, caption: 'depan langgar' });
        expect(taken[1]?.corrects).toBe(taken[0]?.messageId);
      });

      it('is brought again, in order, what could not be taken in', async () => {
        const offered: string[] = [];
        let refusals = 2;
        await connect(async (messages) => {
          offered.push(messages[0]?.messageId ?? '');
          if (refusals > 0) {
            refusals -= 1;
            throw new Error('the inbox is away');
          }
          await take(messages);
        });
        for (const text of ['satu', 'dua', 'tiga']) harness.says({ kind: 'text', text });
        await received(3);
        expect(taken.map(({ content }) => content.kind === 'text' && content.text)).toEqual([
          'satu',
          'dua',
          'tiga',
        ]);
        expect(offered.slice(0, 3)).toEqual(Array(3).fill(taken[0]?.messageId));
      });

      it('waits for a hand-over before it makes the next', async () => {
        let atOnce = 0;
        let most = 0;
        await connect(async (messages) => {
          atOnce += 1;
          most = Math.max(most, atOnce);
          await new Promise((resolve) => setImmediate(resolve));
          atOnce -= 1;
          await take(messages);
        });
        for (let n = 0; n < 5; n += 1) harness.says({ kind: 'text', text: String(n) });
        await received(5);
        expect(most).toBe(1);
      });
    });

    describe('going out', () => {
      it('shows a text as it is, and resolves to the id of it', async () => {
        await connect();
        const text = 'Baris satu\n_bukan miring_ *bukan tebal* <b>&</b> 😀';
        const ids = [
          (await harness.channel.send(harness.address, { text, choices: [] })).messageId,
          (await harness.channel.send(harness.address, { text, choices: [] })).messageId,
        ];
        expect(harness.shown()).toEqual([
          { text, buttons: [] },
          { text, buttons: [] },
        ]);
        expect(new Set(ids).size).toBe(2);
        expect(ids).not.toContain('');
      });

      it('shows choices as buttons or as numbered lines, and understands the one that is pressed', async () => {
        await connect();
        const choices = [
          { value: 'yes', label: 'Ya, mulai' },
          { value: 'no', label: 'Bukan saya' },
        ];
        await harness.channel.send(harness.address, { text: 'Apakah Anda setuju?', choices });
        const [shown] = harness.shown();
        const lines = shown?.buttons.length ? shown.buttons : (shown?.text.split('\n') ?? []);
        for (const { label } of choices) expect(lines.filter((line) => line.includes(label))).toHaveLength(1);
        harness.says({ kind: 'press', label: 'Bukan saya' });
        await received(1);
        const content = taken[0]?.content;
        if (content?.kind === 'choice') expect(content.value).toBe('no');
        else expect(content).toMatchObject({ kind: 'text', text: expect.stringMatching(/^2\b|Bukan saya/) });
      });

      it('shows fifty choices, each once', async () => {
        await connect();
        const choices = Array.from({ length: 50 }, (_, n) => ({ value: `v${n}`, label: `Desa ${n}.` }));
        await harness.channel.send(harness.address, { text: 'Desa mana?', choices });
        const all = harness.shown().flatMap(({ text, buttons }) => [...text.split('\n'), ...buttons]);
        for (const { label } of choices) expect(all.filter((line) => line.endsWith(label))).toHaveLength(1);
      });

      it('shows a text at its limit; one beyond it in parts, or not at all, but never cut short', async () => {
        await connect();
        const words = Array.from({ length: harness.channel.limits.textLength / 4 }, (_, n) =>
          n % 7 === 0 ? '🌾🌾' : `kata${n}`,
        );
        const limit = words.join(' ').slice(0, harness.channel.limits.textLength).trimEnd();
        await harness.channel.send(harness.address, { text: limit, choices: [] });
        expect(harness.shown().map(({ text }) => text)).toEqual([limit]);
        const tooLong = harness.channel.send(harness.address, { text: words.join(' '), choices: [] });
        const refused = await tooLong.then(
          () => false,
          (error) => error instanceof SendError && error.failure.kind === 'refused',
        );
        const parts = harness.shown().slice(1);
        const seen = parts.map(({ text }) => text.replaceAll(/\s/g, ''));
        expect(seen.join('')).toBe(refused ? '' : words.join(''));
      });

      it('says of each failure what the outbox must know', async () => {
        await connect();
        harness.failNext('later');
        expect(await failureOf(harness.channel.send(harness.address, ask))).toMatchObject({
          kind: 'later',
          retryAfterMs: laterMs,
        });
        harness.failNext('broken');
        const broken = await failureOf(harness.channel.send(harness.address, ask));
        expect(broken).toMatchObject({ kind: 'later', retryAfterMs: expect.any(Number), uncertain: true });
        if (!options.neverRefuses) {
          harness.failNext('refused');
          const refused = await failureOf(harness.channel.send(harness.address, ask));
          expect(refused).toMatchObject({ kind: 'refused' });
        }
        harness.failNext('unreachable');
        expect(await failureOf(harness.channel.send(harness.address, ask))).toMatchObject({
          kind: 'unreachable',
        });
        expect(harness.shown()).toEqual([]);
      });

      it('sends again after a failure', async () => {
        await connect();
        harness.failNext('later');
        await failureOf(harness.channel.send(harness.address, ask));
        await harness.channel.send(harness.address, ask);
        expect(harness.shown()).toHaveLength(1);
      });
    });

    describe('starting and stopping', () => {
      it('says how it stands: stopped, ready, stopped, each since when', async () => {
        expect(harness.channel.status().state).toBe('stopped');
        await connect();
        const { since, advice } = harness.channel.status();
        expect(Date.parse(since)).toBeGreaterThan(0);
        expect(advice).toBeUndefined();
        await harness.channel.stop();
        expect(harness.channel.status().state).toBe('stopped');
      });

      it('lets go of its network when it stops, and may be stopped twice', async () => {
        await connect();
        await vi.waitFor(() => expect(harness.isConnected()).toBe(true), patience);
        await harness.channel.stop();
        await harness.channel.stop();
        await vi.waitFor(() => expect(harness.isConnected()).toBe(false), patience);
        harness.says({ kind: 'text', text: 'masih ada?' });
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(taken).toEqual([]);
      });

      it('ends a running hand-over before it has stopped', async () => {
        let begun = false;
        let ended = false;
        let letGo = () => {};
        await connect(async () => {
          begun = true;
          await new Promise<void>((resolve) => {
            letGo = resolve;
          });
          ended = true;
        });
        harness.says({ kind: 'text', text: 'satu' });
        await vi.waitFor(() => expect(begun).toBe(true), patience);
        const stopped = harness.channel.stop().then(() => expect(ended).toBe(true));
        letGo();
        await stopped;
      });

      it('is brought after a new start what was sent in between', async () => {
        await connect();
        await harness.channel.stop();
        harness.says({ kind: 'text', text: 'sewaktu tutup' });
        await connect();
        await received(1);
        expect(taken[0]?.content).toEqual({ kind: 'text', text: 'sewaktu tutup' });
      });

      it('sends nothing before it was started and after it was stopped, and says so', async () => {
        const stopped = { kind: 'later', reason: expect.stringMatching(/not (running|ready|started)/) };
        expect(await failureOf(harness.channel.send(harness.address, ask))).toMatchObject(stopped);
        await connect();
        await harness.channel.stop();
        expect(await failureOf(harness.channel.send(harness.address, ask))).toMatchObject(stopped);
        expect(harness.shown()).toEqual([]);
      });

      if (options.canBeLost)
        it('tells staff what to do while its network is away, and goes on when it is back', async () => {
          await connect();
          await harness.network?.takeAway();
          const away = { state: 'reconnecting', advice: expect.any(String) };
          await vi.waitFor(() => expect(harness.channel.status()).toMatchObject(away), patience);
          harness.says({ kind: 'text', text: 'tanpa jaringan' });
          await harness.network?.bringBack();
          await received(1);
          await ready();
          await harness.channel.send(harness.address, ask);
          expect(harness.shown()).toHaveLength(1);
        });
    });
  });
}
