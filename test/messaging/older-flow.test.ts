import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { FlowModel } from '../../src/talks/flow.model.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

describe('a talk whose flow was stored before steps had roles', { timeout: 300_000 }, () => {
  let service: TestService;
  let talks: Talks;

  beforeEach(async () => {
    service = await testService();
    talks = await startTalks(service);
  });
  afterEach(async () => {
    await talks?.stop();
    await service?.remove();
  });

  it('goes on to a proposal that has all its answers, and to the question after it', async () => {
    const { source, version } = await talks.app.runtime.flows.current('usulan');
    const older = source.replaceAll(/^ +role: \w+\n| role: \w+,/gm, '');
    expect(older).not.toContain('role');
    await FlowModel.create({ _id: 'older', id: 'usulan', source: older, keptAt: new Date() });
    const proposer = await talks.enter('early');
    await talks.say('early', 'halo');
    await talks.quiet();
    const begun = { _id: proposer._id, 'state.flow.version': version };
    const pinned = await ConversationModel.updateOne(begun, {
      $set: { 'state.flow.version': 'older' },
      $inc: { version: 1 },
    });
    expect(pinned.modifiedCount).toBe(1);

    const answers = ['1', '1', 'Jalan rusak parah', '6', 'Perbaikan jalan ke kebun', 'dekat masjid'];
    for (const said of [...answers, '800 meter', '30 KK', '1', '1', 'LEWATI', 'kirim']) {
      await talks.say('early', said);
      await talks.quiet();
    }
    const stored = await ProposalModel.findOne({ participant: proposer._id }).lean();
    expect(stored).toMatchObject({
      title: 'Perbaikan jalan ke kebun',
      text: 'Perbaikan jalan ke kebun. Jalan rusak parah',
      answers: { place: { words: 'dekat masjid' }, size: { value: { amount: 800, unit: 'm' } } },
    });
    const { state } = (await talks.conversation(proposer)) ?? {};
    expect(state).toMatchObject({ flow: { version: 'older' }, step: 'more' });
  });
});
