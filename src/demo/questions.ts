import { loadFlows } from '../conversation/files.ts';
import { type Step, sendsProposals } from '../conversation/flow.ts';
import { loadTexts } from '../texts/load.ts';
import type { Memory, Persona, Reaction, Utterance } from './memory.ts';
import { type DemoProposal, type Topic, topics } from './proposals.ts';
import { nearest, type Place } from './reading.ts';
import { babble, choose, demoPhoto, say } from './speech.ts';

type Question = Extract<Place, { at: 'question' }>;

/** A counted question of the round's flow: what it is about, and how it is answered. */
interface Counted {
  number: number;
  topic: Topic;
  kind: Step['kind'];
}
let counted: Counted[] | undefined;

/** The questions in the order that the flow has now; of an optional extra one a persona has nothing to say. */
function readQuestions(): Counted[] {
  const flow = loadFlows(loadTexts()).find(sendsProposals);
  return Object.values(flow?.steps ?? {}).flatMap(({ number, role, kind }) => {
    const topic = topics.find((one) => one === role);
    return number !== undefined && topic ? [{ number, topic, kind }] : [];
  });
}

/** What a question is about. Of two that share a number, the one that offers choices is known by them. */
export function topicOf({ number, choices }: Omit<Question, 'at'>): Topic {
  counted ??= readQuestions();
  const here = counted.filter((one) => one.number === number);
  const fitting = here.find(({ kind }) => (kind === 'choice') === choices.length > 0);
  return (fitting ?? here[0])?.topic ?? 'photos';
}

/** What they do at one of the nine questions: their habit first, else they answer. */
export function atQuestion(persona: Persona, memory: Memory, question: Question): Reaction {
  const topic = topicOf(question);
  const again = memory.words[topic] !== undefined && topic !== 'photos';
  // Who asked for several things at once is offered to send them one by one; one in two does.
  if (again && topic === 'proposal' && question.choices.length > 0) {
    const wanted = persona.seed % 2 === 0 ? 'ya satu satu' : 'tidak satu usulan';
    return { memory: {}, says: [say(choose(persona, question.choices, wanted, memory.misread))] };
  }
  const before = memory.words[topic];
  const remembered = {
    question: question.number,
    misread: again ? memory.misread + 1 : 0,
    askedAgain: again ? [...memory.askedAgain, topic] : memory.askedAgain,
    restated: again && before !== undefined ? [...memory.restated, before] : memory.restated,
  };
  if (!again) {
    const wandering = wander(persona, memory, question);
    if (wandering) return { ...wandering, memory: { ...remembered, ...wandering.memory } };
  }
  const { words, says, owed } = answer(persona, { ...memory, ...remembered }, question, topic);
  const waits = owed === undefined ? {} : { owed };
  return { memory: { ...remembered, ...waits, words: { ...memory.words, ...words } }, says };
}

/** What their habit makes them do here, if anything. */
function wander(persona: Persona, memory: Memory, question: Question): Reaction | null {
  const { habit } = persona;
  if (memory.sent.length > 0 || !('at' in habit) || habit.at !== question.number) return null;
  const wandered = memory.wandered + 1;
  switch (habit.kind) {
    case 'falls-silent':
      return { memory: { done: true }, says: [] };
    case 'leaves':
      return { memory: { done: true }, says: [say('STOP')] };
    case 'goes-back': {
      if (memory.wandered > 0) return null;
      const before = topicOf({ number: question.number - 1, choices: [] });
      const { [before]: _taken, ...words } = memory.words;
      return { memory: { wandered, words }, says: [say('KEMBALI')] };
    }
    case 'asks':
      // The same question follows the help, word for word; that is no repetition.
      return memory.wandered > 0 ? null : { memory: { wandered, reactedTo: '' }, says: [say(habit.word)] };
    case 'babbles': {
      const next = habit.with[memory.wandered];
      return next ? { memory: { wandered }, says: [babble(next)] } : null;
    }
    case 'repeats':
      return null;
  }
}

/** Answers a question in their manner; who hurries answers the next one in the same breath. */
function answer(
  persona: Persona,
  memory: Memory,
  question: Question,
  topic: Topic,
): { words: Memory['words']; says: Utterance[]; owed?: number } {
  const { habit } = persona;
  const proposal = persona.proposals[Math.min(memory.sent.length, persona.proposals.length - 1)];
  if (!proposal) return { words: {}, says: [] };
  const first = memory.sent.length === 0;
  const said = sayTopic(persona, memory, proposal, topic, question.choices);
  const words = { [topic]: said.words };
  if (first && habit.kind === 'hurries' && topic === 'area') {
    const next = sayTopic(persona, memory, proposal, 'problem', []);
    // One answer comes, and asks what they have said already; they say it again.
    return { words, says: [said.utterance, next.utterance], owed: 1 };
  }
  if (first && habit.kind === 'splits' && topic === 'problem') {
    const more = 'itu yang paling terasa pak';
    return { words: { problem: `${said.words}\n${more}` }, says: [said.utterance, say(more)], owed: 1 };
  }
  if (first && habit.kind === 'attaches' && topic === 'problem') {
    const photo = { kind: 'photo', media: demoPhoto, caption: said.words } as const;
    return { words: { problem: said.words, photos: 'photo' }, says: [{ content: photo }] };
  }
  if (first && habit.kind === 'repeats' && habit.at === question.number)
    return { words, says: [{ ...said.utterance, twice: true }] };
  return { words, says: [said.utterance] };
}

/** One topic's answer: what is sent, and the words to look for in the proposal afterwards. */
function sayTopic(
  persona: Persona,
  memory: Memory,
  proposal: DemoProposal,
  topic: Topic,
  choices: string[],
): { words: string; utterance: Utterance } {
  const shows = persona.habit.kind === 'shows';
  if (topic === 'photos') {
    if (shows && memory.words.photos === undefined)
      return { words: 'photo', utterance: { content: { kind: 'photo', media: demoPhoto } } };
    const enough = nearest(choices, 'lewati selesai cukup') >= 0;
    const utterance = say(enough ? choose(persona, choices, 'lewati selesai cukup', 0) : 'LEWATI');
    return { words: memory.words.photos ?? 'none', utterance };
  }
  if (topic === 'place') {
    const point = typeof proposal.place === 'string' ? (shows ? demoPoint : null) : proposal.place;
    if (point)
      return {
        words: `${point.lat}, ${point.lon}`,
        utterance: { content: { kind: 'location', ...point } },
      };
    return spoken(String(proposal.place));
  }
  const wanted = String(proposal[topic]);
  if (choices.length > 0 && nearest(choices, wanted) >= 0)
    return spoken(choose(persona, choices, wanted, memory.misread));
  return spoken(changed(persona, memory, topic) ? reworded(topic, wanted) : wanted);
}

const spoken = (words: string) => ({ words, utterance: say(words) });

/** Somewhere in Paringin, for those who send a location in place of a landmark. */
const demoPoint = { lat: -2.3345, lon: 115.4701 };

/** Whether they answer this for the second time, having gone back to it or changed their mind. */
function changed({ habit }: Persona, { sent, wandered }: Memory, topic: Topic): boolean {
  if (sent.length > 0 || wandered === 0) return false;
  if (habit.kind === 'goes-back') return topicOf({ number: habit.at - 1, choices: [] }) === topic;
  return habit.kind === 'changes' && topicOf({ number: habit.question, choices: [] }) === topic;
}

const reworded = (topic: Topic, words: string) =>
  topic === 'size' ? '15 unit' : `${words}, mohon perhatian`;
