/** Answers on their way to whoever asked, and back from a message of theirs to the thread that it replies to. */
import { readAuthorityFile } from '../issues/authority-file.ts';
import { notify } from '../outreach/model/notices.ts';
import { type Thread, type ThreadId, ThreadModel } from './thread.model.ts';

/** A longer question is repeated by its beginning, in characters. */
const questionTold = 100;

/** Hands over all answers that are not on their way yet, each once whatever happens: a crash leaves them to the next start. */
export async function tellAnswers(now: Date): Promise<void> {
  const threads = await ThreadModel.find({ untold: true }).lean();
  if (threads.length === 0) return;
  const { offices } = await readAuthorityFile();
  const nameOf = new Map(offices.map(({ key, name }) => [key, name]));
  for (const thread of threads) {
    await notify(noticesOf(thread, nameOf), now);
    const { _id, revision } = thread;
    // One that was written meanwhile is still untold.
    await ThreadModel.updateOne({ _id, revision }, { $unset: { untold: 1 } });
  }
}

function noticesOf(
  { _id, participant, round, office, messages }: Thread,
  nameOf: ReadonlyMap<string, string>,
) {
  const by = (office && nameOf.get(office)) || '';
  return messages.flatMap((answer, index) => {
    if (answer.by !== 'office') return [];
    const asked = messages.slice(0, index).findLast(({ by: side }) => side === 'person')?.words ?? '';
    return [
      {
        _id: noticeId(_id, answer._id),
        participant,
        round: round ?? String(answer.at.getFullYear()),
        key: by ? 'thread.answer-by' : 'thread.answer',
        args: { office: by },
        words: asked ? `“${beginning(asked)}”\n\n${answer.words}` : answer.words,
      },
    ];
  });
}

const beginning = (words: string) =>
  [...words].length > questionTold ? `${[...words].slice(0, questionTold).join('')}…` : words;

/** The notice that brings an answer, by the thread and the answer's id in it. */
export const noticeId = (thread: ThreadId, answer: string): string => `thread:${thread}:${answer}`;

/** The thread whose answer a notice brought; null for a notice of something else. */
export const threadOfNotice = (notice: string): ThreadId | null =>
  /^thread:([^:]+):/.exec(notice)?.[1] ?? null;
