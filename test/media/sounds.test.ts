import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSound, soundTypeOf } from '../../src/media/sounds.ts';
import { voiceNote } from '../support/sounds.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rembuk-sounds-'));
});
afterAll(() => rm(dir, { recursive: true }));

const box = (brand: string) => Buffer.from(`\0\0\0\x20ftyp${brand}\0\0\0\0`, 'latin1');
const bytes = (...some: number[]) => Buffer.from([...some, 0, 0, 0, 0]);

describe('a recording', () => {
  it.each([
    ['a voice note of Telegram or WhatsApp', voiceNote(), 'audio/ogg'],
    ['Ogg with Vorbis', Buffer.from('OggS\0\x02------------------------\x01vorbis', 'latin1'), 'audio/ogg'],
    ["an iPhone's m4a", box('M4A '), 'audio/mp4'],
    ["an old phone's 3gp", box('3gp4'), 'audio/mp4'],
    ['an MP3 with tags', Buffer.from('ID3\x04\0', 'latin1'), 'audio/mpeg'],
    ['an MP3 without', bytes(0xff, 0xfb, 0x90), 'audio/mpeg'],
    ['AAC in frames', bytes(0xff, 0xf1, 0x50), 'audio/aac'],
    ['AMR', Buffer.from('#!AMR\n<'), 'audio/amr'],
  ])('is kept as it came when it is %s', async (_, sound, type) => {
    const file = await keepSound(dir, 'voice', sound);
    expect(soundTypeOf(file)).toBe(type);
    expect((await readFile(join(dir, file))).equals(sound)).toBe(true);
    expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<script>alert(1)</script>')],
    ['a JPEG', bytes(0xff, 0xd8, 0xff)],
    ['text of UTF-16', bytes(0xff, 0xfe, 0x41)],
    ['a film in an Ogg', Buffer.from('OggS\0\x02----------------------\x80theora', 'latin1')],
    ['a HEIC', box('heic')],
    ['a program', Buffer.from('\x7fELF\x02\x01', 'latin1')],
  ])('is none when it is %s', async (_, other) => {
    await expect(keepSound(dir, 'other', other)).rejects.toMatchObject({ refusal: 'not-a-sound' });
  });

  it('is not kept when it is larger than ten minutes of speech can be', async () => {
    const large = Buffer.concat([voiceNote(), Buffer.alloc(16 * 1024 * 1024)]);
    await expect(keepSound(dir, 'large', large)).rejects.toMatchObject({ refusal: 'too-large' });
  });
});
