import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { eraseDue, requestErasure } from '../../src/messaging/privacy/erase.ts';
import { personalFacts } from '../../src/messaging/privacy/facts.ts';
import { removeAgedOut } from '../../src/messaging/privacy/retention.ts';
import { fetchVoice } from '../../src/messaging/voices/fetch-voice.ts';
import { transcribeVoice } from '../../src/messaging/voices/transcribe-voice.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { VoiceModel } from '../../src/voices/voice.model.ts';
import { typeWords } from '../../src/voices/voices.ts';
import { testService } from '../support/service.ts';
import { voiceNote } from '../support/sounds.ts';
import { proposalOf, speakProblem, toTheEnd, voiceOf } from '../support/spoken.ts';
import { startTalks, useTalks } from '../support/talks.ts';
import { startTranscriptionServer } from '../support/transcription-server.ts';

describe('a voice note where no transcription server is set', () => {
  const held = useTalks();
  const runtime = () => held().talks.app.runtime;

  /** Somebody sends a whole proposal, its problem by voice. */
  async function propose(address: string, wish: string | null): Promise<Participant> {
    const { talks } = held();
    const participant = await speakProblem(talks, address, voiceNote(2), 2);
    if (wish) await talks.tell(address, toTheEnd(wish));
    await talks.quiet();
    return participant;
  }
  const kept = () => readdir(runtime().mediaDir);

  it('is kept and waits for the office; nobody is asked anything', async () => {
    const participant = await propose('off', 'Pembuatan jembatan gantung');
    const voice = await voiceOf(participant);
    expect(voice).toMatchObject({ status: 'awaiting', file: `${voice._id}.ogg` });
    expect(await proposalOf(participant)).toMatchObject({
      status: 'classified',
      text: 'Pembuatan jembatan gantung',
    });
    expect(
      held()
        .talks.texts('off')
        .filter((text) => text.includes('dengar')),
    ).toEqual([]);
  });

  it('goes with its speaker: the recording wholly, its words stay without name and number', async () => {
    const participant = await propose('leaving', 'Pengadaan bibit ikan nila');
    const voice = await voiceOf(participant);
    const text = `Kolam ${participant.name} kering, telepon 0812 5550 7788`;
    expect(await typeWords(voice, voice.revision, { text, by: 'siti' }, new Date())).not.toBeNull();
    expect(await personalFacts(participant)).toContainEqual({ key: 'voices', params: { count: 1 } });
    expect(await kept()).toContain(voice.file);
    await requestErasure(participant._id, new Date());
    await eraseDue(runtime());
    expect(await VoiceModel.exists({ participant: participant._id })).toBeNull();
    expect(await kept()).not.toContain(voice.file);
    const proposal = await ProposalModel.findOne({ participant: participant._id }).lean();
    expect(proposal?.answers.problem?.value).toMatchObject({
      kind: 'text',
      text: expect.stringMatching(/^Kolam .* kering/),
    });
    const all = JSON.stringify(proposal);
    for (const trace of [participant.name, '5550', voice.media, voice.file ?? ''])
      expect(all).not.toContain(trace);
  });

  it('whose file this machine cannot read says so once it was tried for the last time', async () => {
    const participant = await propose('unread', null);
    const voice = await voiceOf(participant);
    await rm(join(runtime().mediaDir, voice.file ?? ''));
    const attempt = (attemptsMade: number) =>
      transcribeVoice(
        { data: { voice: voice._id }, attemptsMade, opts: { attempts: 12 } } as never,
        async () => 'unused',
        runtime(),
      );
    await expect(attempt(0)).rejects.toThrow('ENOENT');
    expect((await voiceOf(participant)).status).toBe('awaiting');
    await expect(attempt(11)).rejects.toThrow('ENOENT');
    expect(await voiceOf(participant)).toMatchObject({ status: 'failed', why: 'unread' });
  });

  it('is fetched for nobody who is gone meanwhile', async () => {
    const { talks } = held();
    const participant = await propose('gone', null);
    const voice = await voiceOf(participant);
    const before = await kept();
    await VoiceModel.updateOne({ _id: voice._id }, { $unset: { file: 1 } });
    const erasing = {
      ...talks.simulator,
      // Erased while the file is on its way.
      download: async (media: Parameters<typeof talks.simulator.download>[0]) => {
        await VoiceModel.deleteOne({ _id: voice._id });
        return talks.simulator.download(media);
      },
    };
    await fetchVoice({ data: { voice: voice._id }, attemptsMade: 0, opts: {} } as never, erasing, runtime());
    expect(await kept()).toEqual(before.filter((file) => file !== voice.file));
  });

  it('is kept no longer than photos, and one that was never sent no longer than messages', async () => {
    const sent = await propose('old', 'Sumur bor untuk sawah');
    const unsent = await propose('unsent', null);
    const young = await propose('young', 'Lampu jalan tenaga surya');
    const [one, two] = [await voiceOf(sent), await voiceOf(unsent)];
    await typeWords(one, one.revision, { text: 'Sawah kering', by: 'siti' }, new Date());
    const old = (days: number) => new Date(Date.now() - days * 86_400_000);
    await VoiceModel.updateOne({ _id: one._id }, { $set: { receivedAt: old(1_096) } });
    await VoiceModel.updateOne({ _id: two._id }, { $set: { receivedAt: old(366) } });
    const retention = {
      RETAIN_MESSAGES_DAYS: 365,
      RETAIN_CONVERSATIONS_DAYS: 1_095,
      RETAIN_PHOTOS_DAYS: 1_095,
      RETAIN_STRANGERS_DAYS: 30,
    };
    expect(await removeAgedOut(retention, runtime())).toMatchObject({ voices: 2 });
    expect(await removeAgedOut(retention, runtime())).toMatchObject({ voices: 0 });
    expect(await voiceOf(sent)).toMatchObject({ text: 'Sawah kering', removedAt: expect.any(Date) });
    expect(await VoiceModel.exists({ _id: two._id })).toBeNull();
    const files = await kept();
    expect(files).not.toContain(one.file);
    expect(files).not.toContain(two.file);
    expect(files).toContain((await voiceOf(young)).file);
  });
});

describe('a service that is given a transcription server later', () => {
  it('has written down what waits, and asks only those who spoke within a day', async () => {
    const server = await startTranscriptionServer();
    server.answers('Jalan ke kebun rusak');
    const service = await testService();
    let talks = await startTalks(service);
    try {
      for (const address of ['yesterday', 'today']) {
        await speakProblem(talks, address, voiceNote(2), 2);
      }
      await talks.quiet();
      const [first] = await VoiceModel.find({}).sort({ receivedAt: 1 }).lean();
      const before = new Date(Date.now() - 2 * 86_400_000);
      await VoiceModel.updateOne({ _id: first?._id ?? '' }, { $set: { receivedAt: before } });
      await talks.stop();

      const { config } = service;
      talks = await startTalks({ ...service, config: { ...config, TRANSCRIBE_URL: server.url } });
      await vi.waitFor(
        async () => expect(await VoiceModel.countDocuments({ status: 'transcribed' })).toBe(2),
        { timeout: 60_000, interval: 20 },
      );
      await talks.quiet();
      expect(talks.texts('today')).toEqual([expect.stringContaining('“Jalan ke kebun rusak”')]);
      expect(talks.texts('yesterday')).toEqual([]);
    } finally {
      await talks.stop();
      await service.remove();
      await server.close();
    }
  });
});
