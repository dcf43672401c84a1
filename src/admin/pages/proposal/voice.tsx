import type { Role } from '../../../conversation/roles.ts';
import type { Answer } from '../../../conversation/types.ts';
import { voiceNotesIn } from '../../../conversation/voice-notes.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { voicesOf } from '../../../proposals/wording.ts';
import { may } from '../../../users/rights.ts';
import type { Voice, VoiceId } from '../../../voices/voice.model.ts';
import { wordsOf } from '../../../voices/voices.ts';
import { Problems, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** The longest text that somebody of the office writes down, in characters. */
export const transcriptLength = 5_000;

/** A transcript that was typed and not taken: it stays in its form. */
export interface TranscriptDraft {
  question: string;
  text: string;
  /** A key of `admin.problem`; absent where somebody else was first. */
  problem?: string;
}

interface Asked {
  visit: SignedInVisit;
  proposal: Proposal;
  question: Role;
  draft: TranscriptDraft | null;
  byName: (by: string) => string;
}

interface Props extends Asked {
  /** Which recording of the answer, from 1. */
  note: number;
  /** Its length as the network told it, in seconds. */
  seconds: number;
  /** Null where it is gone: its time was over before it was sent, or it came before recordings were kept. */
  voice: Voice | null;
}

/** An answer that was spoken, in one voice note or more. */
export function Spoken(props: Asked & { answer: Answer; voices: ReadonlyMap<VoiceId, Voice> }) {
  const { answer, voices, ...asked } = props;
  const notes = voiceNotesIn(answer.value);
  return (
    <>
      {voicesOf(props.proposal.participant, answer).map((id, index) => (
        <VoiceNote
          key={id}
          {...asked}
          note={index + 1}
          seconds={notes[index]?.seconds ?? 0}
          voice={voices.get(id) ?? null}
        />
      ))}
    </>
  );
}

/** The recording to be heard, and its words, whoever wrote them down. */
function VoiceNote(props: Props) {
  const { visit, seconds, voice } = props;
  const { t } = visit.words;
  return (
    <div class="voice" id={`suara-${partOf(props)}`}>
      <p class="soft">{lengthOf(visit.words, seconds)}</p>
      {voice ? (
        <>
          <Recording {...props} voice={voice} />
          <Transcript {...props} voice={voice} />
          {may(visit.user, 'write-down') && <WriteDown {...props} voice={voice} />}
        </>
      ) : (
        <p class="soft">{t('voice.gone')}</p>
      )}
    </div>
  );
}

/** "Pesan suara, 1:05". */
function lengthOf({ t }: Words, seconds: number): string {
  const whole = Math.round(seconds);
  return t('voice.length', {
    minutes: Math.floor(whole / 60),
    seconds: String(whole % 60).padStart(2, '0'),
  });
}

type WithVoice = Props & { voice: Voice };

/** The player; nothing is fetched before it is pressed. Where a browser cannot play the kind, the file can be had. */
function Recording(props: WithVoice) {
  const { visit, proposal, question, voice } = props;
  const { words, deps } = visit;
  const { t } = words;
  if (voice.removedAt) return <p class="soft">{t('voice.removed')}</p>;
  if (voice.file) {
    const source = addressOf(props);
    return (
      <>
        {/* biome-ignore lint/a11y/useMediaCaption: its words stand below, once somebody has written them down */}
        <audio
          controls
          preload="none"
          src={source}
          aria-label={t('voice.play', { question: words.question(question) })}
        />
        <p class="small">
          <a href={source} download={`${proposal.code}-${partOf(props)}${endingOf(voice.file)}`}>
            {t('voice.download')}
          </a>
        </p>
      </>
    );
  }
  const why = voice.lost && deps.texts.t(words.locale, `conversation.voice-refused.${voice.lost}`);
  return <p class="soft">{why ? t('voice.lost', { why }) : t('voice.waiting')}</p>;
}

const endingOf = (file: string) => file.slice(file.lastIndexOf('.'));

/** Which recording, in addresses and names: "problem", of a second one "problem.2". */
const partOf = ({ question, note }: Pick<Props, 'question' | 'note'>) =>
  note === 1 ? question : `${question}.${note}`;

const addressOf = (props: Props) =>
  `/usulan/${encodeURIComponent(props.proposal._id)}/suara/${partOf(props)}`;

/** What stands for the recording, and how sure that is. */
function Transcript({ visit, voice, byName }: WithVoice) {
  const { words, deps } = visit;
  const { t } = words;
  const { status, why, heard, by = '' } = voice;
  const text = wordsOf(voice);
  const waits = status === 'awaiting' && voice.file !== undefined;
  return (
    <>
      {text && <blockquote>{text}</blockquote>}
      <p class="small">
        <strong>{t(`voice.status.${status}`, { by: byName(by), time: words.time(voice.at) })}</strong>{' '}
        {status === 'failed' && why && t(`voice.why.${why}`)}
        {status === 'refused' && t('voice.not-classified')}
        {waits && t(deps.voices.areTranscribed ? 'voice.soon' : 'voice.off')}
      </p>
      {heard && heard !== text && <p class="soft small">{t('voice.heard', { text: heard })}</p>}
    </>
  );
}

/** Writes down what is said, or puts it right; what was typed last can be taken back. */
function WriteDown(props: WithVoice) {
  const { visit, question, voice, draft } = props;
  const { words } = visit;
  const { t } = words;
  const mine = draft?.question === partOf(props) ? draft : null;
  const field = `suara-${partOf(props)}-teks`;
  const action = addressOf(props);
  return (
    <>
      <details open={mine !== null || (wordsOf(voice) === '' && voice.removedAt === undefined)}>
        <summary>{t(wordsOf(voice) === '' ? 'voice.write' : 'voice.rewrite')}</summary>
        <form method="post" action={action}>
          <Token visit={visit} />
          <input type="hidden" name="revision" value={voice.revision} />
          {mine?.problem && <Problems words={words} problems={{ [field]: mine.problem }} />}
          <div class="field">
            <label for={field}>{t('voice.text', { question: words.question(question) })}</label>
            <small id={`${field}-hint`} class="hint">
              {t('voice.hint', { length: transcriptLength })}
            </small>
            <textarea
              id={field}
              name="text"
              rows={4}
              maxLength={transcriptLength}
              required
              aria-describedby={`${field}-hint`}
              aria-invalid={mine?.problem ? 'true' : undefined}
            >
              {mine?.text ?? voice.text ?? ''}
            </textarea>
          </div>
          <button type="submit">{t('voice.save')}</button>
        </form>
      </details>
      {voice.earlier.length > 0 && (
        <form method="post" action={`${action}/urung`}>
          <Token visit={visit} />
          <input type="hidden" name="revision" value={voice.revision} />
          <button type="submit" class="plain">
            {t('voice.undo')}
          </button>
        </form>
      )}
    </>
  );
}
