import type { Config } from '../config.ts';
import { createTranscriber, type Fault, TranscriptionError } from '../voices/transcriber.ts';
import type { Finding } from './doctor-finding.ts';

const what = 'transcription';
/** A second of silence takes the largest model a few seconds, and as long again to load. */
const patienceMs = 30_000;

const advice: Record<Exclude<Fault, 'silent'>, string> = {
  away: 'Check TRANSCRIBE_URL and that the server runs.',
  slow: 'Give it a smaller model or a faster machine; ten minutes of speech may take two minutes.',
  key: 'Check TRANSCRIBE_KEY.',
  refused: 'Check TRANSCRIBE_URL and TRANSCRIBE_MODEL: the server does not take this call.',
  unusable: 'TRANSCRIBE_URL is no server of the form /v1/audio/transcriptions.',
};

/** Has the transcription server of the settings write down a second of silence: so its key and its model are tried too. */
export async function examineTranscription(config: Config): Promise<Finding> {
  const { TRANSCRIBE_URL: url, TRANSCRIBE_KEY: key, TRANSCRIBE_MODEL: model } = config;
  if (!url)
    return {
      what,
      state: 'note',
      found: 'off; staff write down what voice notes say',
      advice: 'Set TRANSCRIBE_URL to a server of your own to have it done.',
    };
  const transcribe = createTranscriber({ url, model, timeoutMs: patienceMs, ...(key ? { key } : {}) });
  const recording = { bytes: silence(), name: 'silence.wav', mime: 'audio/wav' };
  try {
    await transcribe(recording, new AbortController().signal);
    return heard(url);
  } catch (error) {
    if (!(error instanceof TranscriptionError)) throw error;
    // What it should hear.
    if (error.fault === 'silent') return heard(url);
    return { what, state: 'bad', found: error.message, advice: advice[error.fault] };
  }
}

/** Voices, and the key, travel in the clear where it is not on this machine. */
function heard(url: string): Finding {
  const { protocol, hostname } = new URL(url);
  const found = 'the server answers';
  if (protocol === 'https:' || /^(127\.|localhost$|\[::1\]$)/.test(hostname))
    return { what, state: 'ok', found };
  return {
    what,
    state: 'note',
    found: `${found}, over plain http`,
    advice: 'Use https, unless its network is closed to everybody else.',
  };
}

const rate = 16_000;

/** One second of silence as WAV: 16 kHz, one channel of 16 bits. */
function silence(): Buffer {
  const wav = Buffer.alloc(44 + rate * 2);
  wav.write('RIFF');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(rate * 2, 40);
  return wav;
}
