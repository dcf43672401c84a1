import type { Contestant } from './contestant.ts';
import type { Ground } from './ground.ts';
import { steps } from './steps.ts';

/** How much is stored beforehand. */
export interface Size {
  proposals: number;
  participants: number;
}

/** So many documents go in one command. */
const groupSize = 2_000;

/** Makes a database with so many people, and their proposals in the open round: answered ones and open ones. */
export async function fill(
  contestant: Contestant,
  ground: Ground,
  name: string,
  { proposals, participants }: Size,
): Promise<void> {
  await contestant.prepare(ground);
  await contestant.expect(ground, ground.nextChat, participants);
  const database = ground.mongo.db(name);
  const people = await database.collection<Seat>('participants').find().project<Seat>(seatFields).toArray();
  for (let from = 0; from < proposals; from += groupSize) {
    const group = Array.from({ length: Math.min(groupSize, proposals - from) }, (_, n) => {
      const person = people[(from + n) % people.length];
      if (!person) throw new Error(`Nobody was entered in ${name}.`);
      return proposalOf(person, from + n, ground.nextChat);
    });
    await database.collection<{ _id: string }>('proposals').insertMany(group, { ordered: false });
    if (from % 50_000 === 0) process.stderr.write(`${name}: ${from} of ${proposals} proposals\n`);
  }
  ground.nextChat += participants;
}

interface Seat {
  _id: string;
  village: string;
  kecamatan: string;
  rt: string;
}
const seatFields = { village: 1, kecamatan: 1, rt: 1 };

const year = new Date().getFullYear();
const day = 24 * 60 * 60 * 1000;

/** As the service stores one; each second one has been answered. */
function proposalOf({ _id, village, kecamatan, rt }: Seat, index: number, chat: number) {
  const at = new Date(Date.now() - (index % 300) * 60_000);
  const answers = Object.fromEntries(
    steps
      .filter(({ kept }) => kept)
      .map(({ name, says }) => {
        const text = says(chat + index);
        return [name, { value: { kind: 'text', text }, words: text, at: at.toISOString() }];
      }),
  );
  const title = answers.proposal?.value.text ?? '';
  const answered = index % 2 === 0;
  const decision = {
    outcome: 'accepted',
    sentence: 'Masuk rencana kerja.',
    by: 'bench',
    role: 'Bappeda',
    at,
  };
  return {
    _id: `${year}.${_id}.${1_000 + index}`,
    code: `RR-${year % 100}-B${index}`,
    round: String(year),
    participant: _id,
    village,
    kecamatan,
    quotaKey: `bench/${village}/rt/${rt}`,
    title,
    text: `${title}. ${answers.problem?.value.text}`,
    answers,
    ownIssue: 'kemiskinan',
    supporters: [],
    support: 0,
    photos: [],
    classification: {
      primary: 'kemiskinan',
      secondary: [],
      because: [],
      decision: 'file',
      likely: ['kemiskinan'],
      version: 'bench',
      at,
    },
    issue: 'kemiskinan',
    status: answered ? 'accepted' : 'classified',
    ...(answered ? { decision: { ...decision, releasedAt: at } } : {}),
    history: [{ at, by: _id, role: 'participant', what: 'status', from: 'draft', to: 'submitted' }],
    submittedAt: at,
    answerBy: new Date(at.getTime() + 5 * day),
    revision: answered ? 2 : 0,
  };
}
