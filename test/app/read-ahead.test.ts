import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { rememberingLog } from '../support/log.ts';
import { propose } from '../support/proposals.ts';
import { type TestService, testService } from '../support/service.ts';

const opened = new Date('2026-12-01T01:00:00Z');
let service: TestService;
const log = rememberingLog();
const start = (): Promise<App> =>
  startApp(service.config, service.backends, { ...service, role: 'admin', log, now: () => opened });

beforeAll(async () => {
  service = await testService();
  const app = await start();
  await propose(await openRound(2026, opened), { proposal: 'Jembatan gantung' });
  await app.stop();
});
afterAll(() => service?.remove());

it('reads what figures are counted from before anybody asks, and a stop in the middle is no fault', async () => {
  const find = vi.spyOn(ProposalModel.collection, 'find');
  const app = await start();
  await expect.poll(() => find.mock.calls.map(([filter]) => filter)).toContainEqual({ round: '2026' });
  await app.stop();
  await (await start()).stop();
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
