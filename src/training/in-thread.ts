import { Worker } from 'node:worker_threads';
import type { TrainingResult, TrainingTask } from './task.ts';

/** From source the thread is TypeScript, behind a door that loads it; in dist/ it is plain JavaScript, as this file is. */
const program = new URL(import.meta.url.endsWith('.ts') ? './thread.mjs' : './thread.js', import.meta.url);
/** A way of training; {@link inThread} is the service's own. */
export type Train = (task: TrainingTask) => Promise<TrainingResult>;

/**
 * Does a training in a thread of its own, so that conversations are answered meanwhile.
 * @throws Error what the training threw (a class with nothing to learn from, say), or that the thread died
 */
export function inThread(task: TrainingTask): Promise<TrainingResult> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: task });
    thread.once('message', resolve);
    thread.once('error', reject);
    // Settled already after a message or an error; else the thread ended without a word.
    thread.once('exit', (code) => reject(new Error(`The training thread ended with code ${code}.`)));
  });
}
