import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/conversation/condition.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const context = await contextFor('id');
const poverty: Condition = {
  issue: 'kemiskinan',
  name: 'Kemiskinan',
  latest: { year: 2024, value: 4.87, unit: '%', area: 'Kabupaten Balangan', ofProvince: false },
  before: null,
  betterWhen: 'lower',
};

/** What somebody is told once they have agreed at an instant. */
function toldAt(now: string): string {
  const talk = new TestTalk(flowNamed('usulan'), 'id', { ...context, now, conditions: [poverty] });
  talk.say('ya');
  return talk.last.replies.map(({ text }) => text).join('\n');
}

describe('how the district stands', () => {
  it('is told with its age by the calendar of the district: its year begins eight hours before that of Greenwich', () => {
    expect(toldAt('2026-12-31T15:59:00Z')).not.toContain('data lama');
    expect(toldAt('2026-12-31T16:01:00Z')).toContain('data lama');
  });
});
