/** One thing that `rembuk doctor` looked at: fine, worth knowing, or to be mended; `advice` says how. */
export interface Finding {
  what: string;
  state: 'ok' | 'note' | 'bad';
  found: string;
  advice?: string;
}

/** What an error says, in one line. */
export const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @throws Error when the work takes longer than `ms` */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('does not answer')), ms).unref(),
  );
  return Promise.race([work, late]);
}
