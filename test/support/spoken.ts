/** Talks in which somebody answers by voice, over the whole service. */
import type { Participant } from '../../src/people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { type Voice, VoiceModel } from '../../src/voices/voice.model.ts';
import { voiceNote } from './sounds.ts';
import type { Talks } from './talks.ts';

/** What leads to the question for the problem. */
export const toTheProblem: readonly string[] = ['halo', 'ya', '1'];

/**
 * What leads from there to the receipt. Propose something else each time, so that nobody is asked about twins.
 */
export const toTheEnd = (proposal: string): string[] => [
  '3',
  proposal,
  'depan langgar',
  '200 meter',
  '30 KK',
  'umum',
  'milik desa',
  'lewati',
  'kirim',
];

/** Says one thing after the other, each when all that the one before has caused is done. */
export async function sayInTurn(talks: Talks, address: string, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    await talks.say(address, line);
    await talks.quiet();
  }
}

/** Sends a voice note, and waits for what is said to it. */
async function sendVoice(talks: Talks, address: string, bytes = voiceNote(3), seconds = 3): Promise<void> {
  const media = talks.simulator.putFile(bytes, 'audio/ogg');
  await talks.tell(address, [{ kind: 'voice', media, seconds }]);
}

/** Somebody new answers the question for the problem by voice. */
export async function speakProblem(
  talks: Talks,
  address: string,
  bytes?: Buffer,
  seconds?: number,
): Promise<Participant> {
  const participant = await talks.enter(address);
  await talks.tell(address, toTheProblem);
  await sendVoice(talks, address, bytes, seconds);
  return participant;
}

/** The voice of somebody who has sent one. */
export const voiceOf = ({ _id }: Participant): Promise<Voice> =>
  VoiceModel.findOne({ participant: _id }).lean().orFail();

/** The proposal of somebody who has sent one. */
export const proposalOf = ({ _id }: Participant): Promise<Proposal> =>
  ProposalModel.findOne({ participant: _id }).lean().orFail();
