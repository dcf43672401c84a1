import { describe, expect, it } from 'vitest';
import type { OfficeDatum } from '../../src/conversation/office-datum.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const flow = flowNamed('usulan');
const context = await contextFor('id');
const datum = (what: string, figure: OfficeDatum['figure'], office = 'Dinas Kesehatan'): OfficeDatum => ({
  what,
  figure,
  year: 2025,
  office,
  source: 'EPPGBM',
});

/** What somebody is told once they have agreed, before the first question. */
function toldWith(officeData: OfficeDatum[]): string {
  const talk = new TestTalk(flow, 'id', { ...context, officeData });
  talk.say('ya');
  return talk.last.replies.map(({ text }) => text).join('\n');
}

describe('what the SKPD know of a village', () => {
  it('stands below the conditions, with figure, year and office', () => {
    const told = toldWith([
      datum('Balita stunting', { value: 12, unit: 'anak' }),
      datum('Jalan rusak berat', { value: 3.5, unit: '' }, 'Dinas PUPR'),
      datum('Bidan desa kurang', null),
    ]);
    expect(told).toContain(
      [
        'Data dinas tentang Juai dan kecamatannya:',
        '- Balita stunting: 12 anak (2025, Dinas Kesehatan)',
        '- Jalan rusak berat: 3,5 (2025, Dinas PUPR)',
        '- Bidan desa kurang (2025, Dinas Kesehatan)',
      ].join('\n'),
    );
    expect(told.indexOf('Kondisi')).toBeLessThan(told.indexOf('Data dinas'));
    expect(told.indexOf('Data dinas')).toBeLessThan(told.indexOf('Jatah usulan'));
  });

  it('is told in five lines at most, and not at all where there is nothing', () => {
    const many = Array.from({ length: 9 }, (_, index) => datum(`Masalah ${index + 1}`, null));
    expect(toldWith(many).match(/^- Masalah/gm)).toHaveLength(5);
    expect(toldWith([])).not.toContain('Data dinas');
  });
});
