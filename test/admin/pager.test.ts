import { beforeAll, describe, expect, it } from 'vitest';
import { auditPageSize, recordAudit } from '../../src/audit/audit.ts';
import { useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice();

beforeAll(async () => {
  for (let n = 0; n < 30; n += 1) await propose(office().round, { proposal: `Usulan nomor ${n}` });
  for (let n = 0; n < auditPageSize; n += 1)
    await recordAudit({ act: 'signed-in', by: 'hadi' }, office().clock.now);
});

describe('a list of two pages', () => {
  it.each(['/peserta/daftar', '/usulan', '/jejak'])('says at %s where one is, and leads on', async (path) => {
    const hadi = await office().signedIn('admin');
    const { text } = await hadi.get(path);
    expect(text).toMatch(/name="halaman"[^>]*value="1"/);
    expect(text).toContain('dari 2');
    expect(text).toMatch(/rel="next" href="[^"]*halaman=2"/);
  });

  it.each(['/peserta/daftar', '/usulan', '/jejak'])(
    'leads at %s to its last page where rows have gone since its link was drawn',
    async (path) => {
      const hadi = await office().signedIn('admin');
      const { status, location } = await hadi.get(`${path}?halaman=9`);
      const last = new URL(location ?? '', office().url);
      expect([status, last.searchParams.get('halaman')]).toEqual([303, '2']);
      expect((await hadi.get(last.pathname + last.search)).text).toMatch(/name="halaman"[^>]*value="2"/);
    },
  );
});
