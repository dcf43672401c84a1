/** The words of a proposal: what was written, and for what was spoken what stands for it. */

import type { Answer } from '../conversation/types.ts';
import { voiceNotesIn } from '../conversation/voice-notes.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import { type Voice, type VoiceId, VoiceModel } from '../voices/voice.model.ts';
import { readVoices, voiceIdOf, wordsOf } from '../voices/voices.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';

/** What was answered, and by whom. */
type Answered = Pick<Proposal, 'participant' | 'answers'>;

/** The voices that an answer is made of, in the order they were sent; none where it is written. */
export function voicesOf(participant: ParticipantId, answer: Answer | undefined): VoiceId[] {
  return voiceNotesIn(answer?.value).map(({ mediaId }) => voiceIdOf(participant, mediaId));
}

/** The voices among the answers of a proposal. */
export function voicesIn({ participant, answers }: Answered): VoiceId[] {
  return Object.values(answers).flatMap((answer) => voicesOf(participant, answer));
}

/** What is written down by now of an answer's voices, one after the other. */
function wordsSpoken(
  participant: ParticipantId,
  answer: Answer | undefined,
  voices: ReadonlyMap<VoiceId, Voice>,
): string {
  const words = voicesOf(participant, answer).map((id) => voices.get(id));
  return words
    .map((voice) => (voice ? wordsOf(voice) : ''))
    .filter(Boolean)
    .join(' ');
}

/** The title of a proposal and the text that is classified, as far as they are written down by now. */
export async function wordsOfAnswers(answered: Answered): Promise<Pick<Proposal, 'title' | 'text'>> {
  const { participant, answers } = answered;
  const voices = await readVoices(voicesIn(answered));
  const words = (answer: Answer | undefined) => {
    if (answer?.value.kind === 'text') return answer.value.text;
    return wordsSpoken(participant, answer, voices);
  };
  const title = words(answers.proposal);
  // What is asked for comes first: by the codebook the thing decides, the problem only helps. One message may be both.
  const all = new Set([title, words(answers.problem), words(answers.impact)]);
  return { title, text: [...all].filter(Boolean).join('. ') };
}

/** Proposals as if what was spoken had been written, as far as it is written down by now; a voice without words stays one. */
export async function inWords(proposals: readonly Proposal[]): Promise<Proposal[]> {
  const voices = await readVoices(proposals.flatMap(voicesIn));
  const written = (participant: ParticipantId, answer: Answer): Answer => {
    const text = wordsSpoken(participant, answer, voices);
    return text ? { ...answer, words: text, value: { kind: 'text', text } } : answer;
  };
  return proposals.map((proposal) => ({
    ...proposal,
    answers: Object.fromEntries(
      Object.entries(proposal.answers).map(([role, answer]) => [role, written(proposal.participant, answer)]),
    ),
  }));
}

/** Notes of each voice which proposal it is part of, so that its words find there when they come. Twice is once. */
export async function claimVoices(proposal: Proposal): Promise<void> {
  const ids = voicesIn(proposal);
  if (ids.length > 0)
    await VoiceModel.updateMany({ _id: { $in: ids } }, { $set: { proposal: proposal._id } });
}

/**
 * The text of a proposal to be classified: as it is stored, or, where some of it was spoken, as it is written down by now,
 * which is stored along.
 * @throws Error where there is no such proposal
 */
export async function textToClassify(id: ProposalId): Promise<string> {
  const fields = { text: 1, participant: 1, answers: 1 } as const;
  const proposal = await ProposalModel.findById(id, fields).lean();
  if (!proposal) throw new Error(`Proposal ${id} is queued but not stored`);
  if (voicesIn(proposal).length === 0) return proposal.text;
  const { title, text } = await wordsOfAnswers(proposal);
  if (text !== proposal.text) await ProposalModel.updateOne({ _id: id }, { $set: { title, text } });
  return text;
}
