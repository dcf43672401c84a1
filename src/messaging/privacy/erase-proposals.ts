import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import { voiceIn, voicesIn } from '../../proposals/wording.ts';
import { maskPersonal } from '../../texts/mask.ts';
import { ExampleModel } from '../../training/example.model.ts';
import { exampleId } from '../../training/examples.ts';
import type { Voice, VoiceId } from '../../voices/voice.model.ts';
import { readVoices, wordsOf } from '../../voices/voices.ts';

/** A text without its writer: no numbers, and not their name. */
function withoutPerson(text: string, name: string): string {
  const masked = maskPersonal(text);
  if (name.trim().length < 3) return masked;
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return masked.replaceAll(new RegExp(words.join('\\s+'), 'giu'), '…');
}

/**
 * Makes somebody's proposals nobody's: the seat, the code and what is asked for stay, for they are part of the plan's
 * archive and others may support them; name, numbers, photos, recordings and the exact location go. An answer that is not out yet
 * can reach nobody any more. Twice is once.
 */
export async function eraseFromProposals(person: Participant, mediaDir: string, at: Date): Promise<number> {
  const proposals = await ProposalModel.find({ participant: person._id }).lean();
  const voices = await readVoices(proposals.flatMap(voicesIn));
  for (const proposal of proposals) {
    const { _id, text, photos, decision } = proposal;
    for (const { file } of photos) if (file) await rm(join(mediaDir, file), { force: true });
    const waits =
      decision?.delivery && ['queued', 'taken', 'unknown', 'failed'].includes(decision.delivery.status);
    await ProposalModel.updateOne(
      { _id },
      {
        $set: {
          title: withoutPerson(proposal.title, person.name),
          text: withoutPerson(text, person.name),
          answers: anonymous(written(proposal, voices), person.name),
          photos: [],
          ...(waits ? { 'decision.delivery': { status: 'dropped', reason: 'erased', at } } : {}),
        },
        $unset: { ...(waits ? {} : { 'decision.delivery.address': 1 }) },
        $inc: { revision: 1 },
      },
    );
    await eraseFromExamples(proposal, person.name);
  }
  return proposals.length;
}

/** The answers, with what was said aloud as words; the words of a recording are what is asked for, and stay. */
function written(
  { participant, answers }: Proposal,
  voices: ReadonlyMap<VoiceId, Voice>,
): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(answers).map(([role, answer]) => {
      const voice = voices.get(voiceIn(participant, answer) ?? '');
      const text = voice ? wordsOf(voice) : '';
      return [role, text ? { ...answer, words: text, value: { kind: 'text' as const, text } } : answer];
    }),
  );
}

function anonymous(answers: Record<string, Answer>, name: string): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, { value }]) => value.kind !== 'photos' && value.kind !== 'voice')
      .map(([role, answer]) => [role, anonymousAnswer(answer, name)]),
  );
}

function anonymousAnswer(answer: Answer, name: string): Answer {
  const clean = (text: string) => withoutPerson(text, name);
  const { value } = answer;
  const words = clean(answer.words);
  if (value.kind === 'text') return { ...answer, words, value: { ...value, text: clean(value.text) } };
  if (value.kind === 'place')
    return { ...answer, words, value: { kind: 'place', landmark: clean(value.landmark ?? '…') } };
  return { ...answer, words };
}

/** What the classifier learnt from it stays, in words that lead to nobody. */
async function eraseFromExamples({ text }: Proposal, name: string): Promise<void> {
  const clean = withoutPerson(text, name);
  if (clean === text) return;
  const example = await ExampleModel.findById(exampleId(text)).lean();
  if (!example) return;
  const { _id, ...rest } = example;
  await ExampleModel.updateOne(
    { _id: exampleId(clean) },
    { $setOnInsert: { ...rest, text: clean } },
    { upsert: true },
  );
  await ExampleModel.deleteOne({ _id });
}
