import { parentPort, workerData } from 'node:worker_threads';
import { doTraining, type TrainingTask } from './task.ts';

/** Runs one training and ends; see `in-thread.ts`, which starts it. */
parentPort?.postMessage(doTraining(workerData as TrainingTask));
