import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { examineDisk, judgeRoom } from '../../src/commands/doctor-disk.ts';

it('a disk with much room is fine, with little worth knowing, with hardly any to be mended', () => {
  expect(judgeRoom(78_400)).toEqual({ what: 'disk', state: 'ok', found: '78 GB free' });
  expect(judgeRoom(1_999.9)).toMatchObject({ state: 'note', found: '1999 MB free' });
  expect(judgeRoom(299)).toMatchObject({
    state: 'bad',
    found: '299 MB free',
    advice: expect.stringContaining('room'),
  });
});

it('the disk is that of the data; before the first start there is none to look at', async () => {
  expect((await examineDisk(tmpdir())).found).toMatch(/^\d+ [GM]B free$/);
  expect(await examineDisk('/nowhere')).toMatchObject({
    state: 'note',
    found: expect.stringContaining('/nowhere'),
  });
});
