// The door of the thread in which natural's logistic regression is trained: a thread has no loader for TypeScript.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { Logistic } = await import('./natural.ts');
const model = new Logistic();
for (const [words, label] of workerData) model.addDocument(words, label);
model.train();
parentPort?.postMessage(JSON.stringify(model));
