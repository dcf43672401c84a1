import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import { inWords } from '../../proposals/wording.ts';
import { literal } from '../../texts/literal.ts';
import { maskPersonal } from '../../texts/mask.ts';
import { ExampleModel } from '../../training/example.model.ts';
import { exampleId } from '../../training/examples.ts';

/** A text without its writer: no numbers, and not their name. */
function withoutPerson(text: string, name: string): string {
  const masked = maskPersonal(text);
  if (name.trim().length < 3) return masked;
  const words = name.trim().split(/\s+/).map(literal);
  return masked.replaceAll(new RegExp(words.join('\\s+'), 'giu'), '…');
}

/**
 * Makes somebody's proposals nobody's: the seat, the code and what is asked for stay, for they are part of the plan's
 * archive and others may support them; name, numbers, photos, recordings and the exact location go. An answer that is not out yet
 * can reach nobody any more. Twice is once.
 */
export async function eraseFromProposals(person: Participant, mediaDir: string, at: Date): Promise<number> {
  // The words of a recording are what is asked for, and stay.
  const proposals = await inWords(await ProposalModel.find({ participant: person._id }).lean());
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
          answers: anonymous(proposal.answers, person.name),
          photos: [],
          // What stood in an answer before it was completed is theirs too.
          history: proposal.history.map((one) => ({ ...one, from: withoutPerson(one.from, person.name) })),
          ...(waits ? { 'decision.delivery': { status: 'dropped', reason: 'erased', at } } : {}),
        },
        // The office may have named them in its notes.
        $unset: { notes: 1, ...(waits ? {} : { 'decision.delivery.address': 1 }) },
        $inc: { revision: 1 },
      },
    );
    await eraseFromExamples(proposal, person.name);
  }
  return proposals.length;
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
