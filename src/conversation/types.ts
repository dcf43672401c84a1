/** The shapes of a conversation. The engine is a pure function over them, so a talk can be replayed and simulated. */
import type { Choice, Content, Outgoing } from '../channels/channel.ts';
import type { Classification } from '../classification/types.ts';
import type { Locale } from '../texts/locales.ts';
import type { AuthorityRules } from './authority.ts';
import type { Condition } from './condition.ts';
import type { Bounds } from './coordinates.ts';
import type { ProposalGlimpse } from './glimpse.ts';
import type { Heard } from './message-heard.ts';
import type { OfficeDatum } from './office-datum.ts';
import type { PersonalFact } from './personal-fact.ts';
import type { Reopenable } from './reopenable.ts';
import type { SharedAnswer } from './shared-answer.ts';
import type { Support, Twin } from './twin.ts';
import type { Unfunded } from './unfunded.ts';
import type { VoiceNote } from './voice-note.ts';

/** One answered question. `value` has the shape of its input kind (see `inputs/`), `words` what was sent. */
export interface Answer {
  value: AnswerValue;
  /** The proposer's own words, untouched; for a location or photo a short plain description. */
  words: string;
  /** ISO 8601, from the context's clock. */
  at: string;
  /** The step whose answer said this beside; absent where they answered the question itself. */
  readFrom?: string;
}

export type AnswerValue =
  | { kind: 'choice'; choice: string }
  | { kind: 'text'; text: string }
  /** `more`: those that were sent after it to the same question, oldest first. */
  | ({ kind: 'voice'; more?: VoiceNote[] } & VoiceNote)
  /** A unit as in `units.ts`, e.g. 800 `m`. */
  | { kind: 'quantity'; amount: number; unit: string }
  | { kind: 'count'; count: number }
  | { kind: 'place'; landmark?: string; lat?: number; lon?: number }
  | { kind: 'photos'; photos: { mediaId: string; mime: string; caption?: string }[] }
  | { kind: 'skipped' };

/** The part of an answer that was given so far. */
export type Sofar = AnswerValue | { kind: 'several'; parts: string[]; whole: string; words: string };

/** Whether a conversation is open, or why it is not. */
export type ConversationStatus = 'open' | 'done' | 'later' | 'wrong-person' | 'stopped';

/** A whole conversation as one plain JSON document. Its flow's version is pinned, so that editing a flow never breaks it. */
export interface State {
  flow: { id: string; version: string };
  locale: Locale;
  status: ConversationStatus;
  /** The current step, which waits for an answer; null once the talk has ended. */
  step: string | null;
  /** Which proposal of this conversation is being written, from 1. */
  proposal: number;
  /** Answers by the name of their step: those asked once, and those of the proposal being written. */
  answers: Record<string, Answer>;
  /** Steps answered, oldest first: the way back. */
  trail: string[];
  /** Messages in a row that did not answer this step. */
  misses: number;
  /** Set while an earlier answer is being given anew: the step to return to; answered ones between are passed over. */
  returnTo: string | null;
  /** A side question that stands before the step's own: which answer to change, whether to cancel, which language. */
  menu: 'change' | 'cancel' | 'language' | 'erase' | 'erase-sure' | null;
  /** What was read of this step so far: photos, a number whose unit is missing, a message that asks for several things. */
  sofar: Sofar | null;
  /** Steps that were answered before they were asked, by what came late for another; they are passed over. */
  ahead?: string[];
  /** Steps whose answers were read out of another answer and are still to be told. */
  untold?: string[];
  /** Requests of a message that asked for several; they wait to be proposals of their own. Absent where none was split. */
  waiting?: { text: string; words: string }[];
  /** What the classifier made of the proposal that is being written; absent while it was not asked, or was away. */
  insight?: Insight | null;
  /** Proposals of the village like the one being written, best first; absent while nobody was asked, or nobody answered. */
  twins?: { text: string; found: Twin[] } | null;
  /** Proposals of earlier rounds that are still to be asked about; absent while nobody was asked. */
  unfunded?: Unfunded[];
  /** The last messages that can be edited, oldest first; absent in states of before this was kept. */
  heard?: Heard[];
  /** Questions of sent proposals that the office asks again; absent where it has asked none. */
  reopened?: Reopened[];
  /** Proposals sent in this conversation, oldest first. */
  submitted: { number: number; code: string; at: string }[];
}

/** A question of a sent proposal whose answer is lacking: the office has asked for it again. */
export interface Reopened {
  /** Id and code of the proposal whose answer it is. */
  proposal: string;
  code: string;
  /** Of the step that is asked. */
  role: Reopenable;
  /** Which request of the office it is: when it was decided, ISO 8601. */
  since: string;
  /** `now`: it waits for an answer. `behind`: it is asked when the talk rests. `later`: when they ask for it. */
  when: 'now' | 'behind' | 'later';
  sofar: Sofar | null;
  /** Messages in a row that did not answer it. */
  misses: number;
}

/** A classification as the talk uses it, with the text it is of: words that were changed are classified anew. */
export interface Insight extends Pick<Classification, 'primary' | 'because' | 'decision'> {
  text: string;
  /** Issues by likelihood, likeliest first; never `none`. */
  likely: string[];
}

/** All that a conversation may know besides its state. Plain data, gathered before each message. */
export interface Context {
  /** The present instant, ISO 8601. */
  now: string;
  timeZone: string;
  /** Name of the planning office. */
  agency: string;
  /** Name of the district, "Kabupaten Balangan". */
  district: string;
  /** Where the district lies; absent where its data do not say. */
  lies?: Bounds | undefined;
  round: { year: number; quota: number };
  participant: {
    name: string;
    /** Shown form of the office, "Ketua RT". */
    office: string;
    /** "03", or null for an office that is not of an RT. */
    rt: string | null;
    village: string;
    kecamatan: string;
    verified: boolean;
  };
  /** How many proposals this RT (or office) may still send in this round. */
  quotaLeft: number;
  conditions: Condition[];
  /** What the SKPD know of the village; absent where nothing was confirmed. */
  officeData?: readonly OfficeDatum[];
  /** Whose work some things are; absent where nothing is known of that. */
  authority?: AuthorityRules;
  /** Lines of what is already budgeted for this village; empty where nothing was loaded. */
  budgeted: string[];
  /** What is written down of the voice notes among the answers, by file id; absent where there are none. */
  spoken?: Readonly<Record<string, string>>;
  /** Choices that come from data, by name: `issues`, `kecamatan`, `villages/63.11.01`, `offices`. */
  lists: Record<string, Choice[]>;
}

/** What the engine is given: something a person sent. `start` and `blocked` never reach it. */
export type Input = Exclude<Content, { kind: 'start' } | { kind: 'blocked' }> & {
  /**
   * Which message it is (the inbox's id) and when it was written (ISO 8601); absent where nobody will edit it. `early`: before
   * our last words were on the screen.
   */
  from?: { message: string; sentAt: string; early?: boolean };
};

/**
 * A question from the engine to its caller that must be answered before the talk goes on. The caller carries
 * it out and calls `resume`; it must be idempotent, for after a crash the same message is handled again.
 */
export type Call =
  /** Store the proposal; `number` is its place in this conversation. The answers come by role: see `roles.ts`. */
  | { name: 'submit'; number: number; answers: Record<string, Answer> }
  /** Proposals of earlier rounds that were not funded and of which nobody has said yet whether they are still needed. */
  | { name: 'unfunded' }
  /** Send one of them again, as it was; `number` as with `submit`. */
  | { name: 'carry'; number: number; from: string }
  /** CEK <code>. */
  | { name: 'lookup'; code: string }
  /** What the proposal is about, for the summary. Quick (200 ms at most), and the talk goes on without it. */
  | { name: 'classify'; text: string }
  /** Like proposals of the village, as quick; judged by what is proposed and the likeliest issue (or `none`). */
  | { name: 'twins'; text: string; issue: string | null }
  /** STATUS: what became of all proposals of this participant. */
  | { name: 'status' }
  /** TANYA: what others of the village were answered, as far as it is open to them. */
  | { name: 'shared' }
  /** DATA SAYA: what is kept about this participant. */
  | { name: 'my-data' };

export type CallResult =
  | { name: 'submit'; code: string; answerBy: string; quotaLeft: number; support?: Support | null }
  | { name: 'submit'; refused: 'quota' | 'closed' }
  | { name: 'unfunded'; unfunded: Unfunded[] }
  | { name: 'carry'; code: string; answerBy: string; quotaLeft: number }
  /** `gone`: it was sent again or closed meanwhile, or is funded after all. */
  | { name: 'carry'; refused: 'quota' | 'closed' | 'gone' }
  | { name: 'lookup'; found: ProposalGlimpse | null }
  /** Too many codes that are not theirs; they may ask again in so many minutes. */
  | { name: 'lookup'; refused: 'too-often'; minutes: number }
  | { name: 'status'; proposals: ProposalGlimpse[] }
  | { name: 'shared'; shared: SharedAnswer[] }
  /** By keys of `conversation.my-data` of the locale. */
  | { name: 'my-data'; facts: PersonalFact[] }
  /** `null` where no classifier is near, or it took too long. */
  | { name: 'classify'; insight: Insight | null }
  /** `null` where nobody could tell in time. */
  | { name: 'twins'; twins: Twin[] | null };

/** What happens besides replies. Stored with the state in one write, then carried out, each at least once. */
export type Effect =
  | { kind: 'consented'; textVersion: string; at: string }
  | { kind: 'declined'; how: 'later' | 'wrong-person' | 'stopped'; at: string }
  /** MULAI after STOP. */
  | { kind: 'returned'; at: string }
  | { kind: 'language'; locale: Locale }
  /** A stranger told who they are (flow `daftar`). */
  | { kind: 'registered'; name: string; office: string; rt: string | null; village: string; at: string }
  /** A voice note was taken for an answer; `question` is the role of its step, else its name. The caller adds it. */
  | { kind: 'spoken'; media: string; mime: string; seconds: number; question: string; at: string }
  /** A reopened question was answered, or (null) cannot be; `proposal` and `since` say which. The caller adds the channel. */
  | {
      kind: 'completed';
      proposal: string;
      since: string;
      role: Reopenable;
      answer: Answer | null;
      channel?: string;
      at: string;
    }
  /** A proposal of an earlier round is not needed any more. */
  | { kind: 'let-go'; proposal: string; at: string }
  /** HAPUS DATA, confirmed twice: everything that leads to the person is to go. */
  | { kind: 'erase'; at: string }
  /** A question to the office; empty words ask for a person. */
  | { kind: 'asked'; words: string; at: string }
  /** Somebody at the office should look: the number is another's. */
  | { kind: 'tell-staff'; what: 'wrong-person'; at: string };

/** A message on its way out, with what it is for. */
export interface Reply extends Outgoing {
  /** The step it asks, when it asks one; null for a remark. */
  asks: string | null;
}

export interface Turn {
  state: State;
  replies: Reply[];
  effects: Effect[];
  /** When set, carry it out and `resume`; the replies so far go out with those that follow. */
  call: Call | null;
}
