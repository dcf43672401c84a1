import type { Memory, Persona, Reaction, Utterance } from './memory.ts';
import { atQuestion, topicOf } from './questions.ts';
import { type Place, read, receiptsIn, type Seen } from './reading.ts';
import { choose, say } from './speech.ts';

/**
 * What somebody sends next on the messages that have just arrived. A black box: they see texts and labels, never
 * the state of the service. Pure: the same persona, memory and messages give the same answer.
 */
export function respond(
  persona: Persona,
  memory: Memory,
  messages: Seen[],
): { memory: Memory; says: Utterance[] } {
  if (persona.habit.kind === 'ignores') return { memory: { ...memory, done: true }, says: [] };
  const { memory: heard, asked } = hear(memory, messages);
  const finished = heard.codes.length >= persona.proposals.length;
  const now = finished ? { ...heard, done: true } : heard;
  if (!asked || now.owed > 0) return { memory: now, says: [] };
  const reaction = react(persona, now, asked.place);
  return {
    memory: { ...now, reactedTo: asked.text, owed: reaction.says.length, ...reaction.memory },
    says: reaction.says,
  };
}

/** Takes in what arrived: receipts, and the last message that asks something. */
function hear(memory: Memory, messages: Seen[]) {
  const now = { ...memory };
  const asked: { place: Place; text: string }[] = [];
  for (const { text, choices } of messages) {
    if (now.sent.length > now.codes.length) now.codes = [...new Set([...now.codes, ...receiptsIn(text)])];
    const place = read({ text, choices });
    if (!place) continue;
    // Somebody who has answered and sees the very same again waits for what comes next.
    if ((now.owed > 0 && text === now.reactedTo) || text === asked.at(-1)?.text) {
      now.repeated += 1;
      continue;
    }
    now.owed = Math.max(0, now.owed - 1);
    asked.push({ place, text });
  }
  return { memory: now, asked: asked.at(-1) };
}

function react(persona: Persona, memory: Memory, place: Place): Reaction {
  const { habit, proposals } = persona;
  const pick = (wanted: string) => [say(choose(persona, place.choices, wanted, memory.misread))];
  switch (place.at) {
    case 'question':
      return atQuestion(persona, memory, place);
    case 'introduction':
      return introduce(persona, memory, place);
    case 'consent':
      if (habit.kind !== 'refuses') return { memory: {}, says: pick('ya mulai') };
      return { memory: { done: true }, says: pick(habit.how === 'later' ? 'nanti saja' : 'bukan saya') };
    case 'twins':
      // One in two finds that another has asked for the same already.
      return { memory: {}, says: pick(persona.seed % 2 === 0 ? 'dukung' : 'ini berbeda') };
    case 'mirror':
      if (habit.kind === 'changes' && memory.wandered === 0)
        return { memory: { wandered: 1 }, says: pick('ubah') };
      return {
        memory: { sent: [...memory.sent, memory.words], words: {}, question: null },
        says: pick('kirim'),
      };
    case 'more':
      return { memory: {}, says: pick(memory.sent.length < proposals.length ? 'usulan lain' : 'selesai') };
    case 'choice':
      return habit.kind === 'changes' && memory.wandered === 1
        ? change(habit.question, memory, pick)
        : { memory: {}, says: pick('lanjut daftar ya benar selesai') };
  }
}

/** Words by which the menu of UBAH is searched for a question. */
const menuWords: Record<number, string> = {
  2: 'masalah',
  4: 'usulan',
  5: 'lokasi tempat',
  6: 'ukuran volume',
};

function change(question: number, memory: Memory, pick: (wanted: string) => Utterance[]): Reaction {
  const { [topicOf({ number: question, choices: [] })]: _changed, ...words } = memory.words;
  return { memory: { wandered: 2, words }, says: pick(menuWords[question] ?? '') };
}

/** A stranger says who they are. */
function introduce(
  persona: Persona,
  memory: Memory,
  place: Extract<Place, { at: 'introduction' }>,
): Reaction {
  const { name, kecamatan, village, office, rt } = persona.introduces ?? nobody;
  const words = [name, kecamatan, village, office, rt][place.number - 1] ?? '';
  const spoken = place.choices.length > 0 ? choose(persona, place.choices, words, memory.misread) : words;
  return { memory: { misread: 0 }, says: [say(spoken)] };
}

const nobody = { name: '', kecamatan: '', village: '', office: '', rt: '' };
