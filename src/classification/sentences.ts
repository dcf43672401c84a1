/** A stretch of a text, UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Ends of sentences, and commas before words with which a request begins; the mark belongs to what it ends. */
const ENDS =
  /[.!?;]+(?=\s|$)|\n+|,(?=\s+(?:minta|mohon|mhn|tolong|tlg|tulung|usul|mengusulkan|kami\s+(?:minta|mohon|usul|mengusulkan|butuh|perlu|ingin)|handak|jadi|maka|makanya|karena itu|oleh|untuk itu|please|we)\b)/giu;
/** Abbreviations that end in a full stop and end no sentence. */
const ABBREVIATED =
  /(?:^|[\s(,])(?:jl|jln|gg|no|rt|rw|ds|dsn|kec|kab|kel|kp|bpk|pak|sdr|dr|drs|ir|h|hj|ust|tgl|dll|dsb|dst|yth|wr|s|d|a\.n|u\.p|st|mr|mrs)$/i;

/**
 * Where the sentences of a text stand, in order: at least one, all with a word in them. Marks of a list (`1.`) stay
 * with what follows.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    if (!/\p{L}/u.test(text.slice(start, end))) return;
    spans.push({ start, end });
    start = end;
  };
  for (const { index, 0: mark } of text.matchAll(ENDS)) {
    const isAbbreviation =
      mark.startsWith('.') && ABBREVIATED.test(text.slice(Math.max(0, index - 8), index));
    if (!isAbbreviation) close(index + mark.length);
  }
  close(text.length);
  return spans.length > 0 ? spans : [{ start: 0, end: text.length }];
}
