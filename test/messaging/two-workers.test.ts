import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInbox } from '../../src/messaging/inbox/work-off.ts';
import { createReplies } from '../../src/messaging/replies/replies.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { createHeldTalks } from '../../src/talks/held-talks.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

/** What is said, with the step whose answer it is. */
const said = [
  ['halo'],
  ['1'],
  ['1', 'area'],
  ['Jalan rusak parah', 'problem'],
  ['6', 'own_issue'],
  ['Perbaikan jalan ke kebun', 'proposal'],
  ['dekat masjid', 'place'],
  ['800 meter', 'size'],
  ['30 KK', 'households'],
  ['1'],
  ['1', 'land'],
  ['LEWATI'],
  ['kirim'],
] as const;

/** Each holds the talk as it left it; so each finds that the other has gone on with it. */
describe('two workers that take turns at one talk', () => {
  let service: TestService;
  let talks: Talks;

  beforeAll(async () => {
    service = await testService();
    // It takes in and hands out; nobody but the workers below handles anything.
    talks = await startTalks(service, { role: 'gateway' });
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });

  function createWorker() {
    const own = { ...talks.app.runtime, heldTalks: createHeldTalks() };
    const replies = createReplies(own);
    const inbox = createInbox({ ...own, replies });
    return async () => {
      await inbox.workOff();
      await replies.idle();
      await inbox.idle();
    };
  }

  it('ask everything once, and file each answer under its question', async () => {
    const workers = [createWorker(), createWorker()];
    const { _id: participant } = await talks.enter('budi');
    for (const [place, [line]] of said.entries()) {
      await talks.say('budi', line);
      await workers[place % workers.length]?.();
    }
    const asked = talks.texts('budi').map((text) => /^\d\/9|(?<=\n\n)1\/9/.exec(text)?.[0] ?? '-');
    expect(asked.join(' ')).toBe('- 1/9 2/9 3/9 4/9 5/9 6/9 7/9 7/9 8/9 9/9 - - -');
    const proposal = await ProposalModel.findOne({ participant }).lean();
    const filed = Object.fromEntries(said.flatMap(([line, step]) => (step ? [[step, { words: line }]] : [])));
    expect(proposal?.answers).toMatchObject(filed);
  });
});
