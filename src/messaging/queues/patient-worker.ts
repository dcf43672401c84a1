import { type Job, Worker } from 'bullmq';

/** So long it rests where Redis refuses to give it a job. */
const restMs = 1_000;

/**
 * A worker for a Redis that may refuse commands (full, its disk full, a replica). BullMQ's own asks again at once and tells
 * of each refusal: a core and thousands of lines a second, on a disk that may be full already (OptimalBits/bull#1304).
 */
export class PatientWorker<Data> extends Worker<Data> {
  protected override async moveToActive(token: string, name?: string): Promise<Job<Data>> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      if (!this.closing) await this.delay(restMs);
      throw error;
    }
  }
}
