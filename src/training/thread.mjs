// The door of the training thread: a thread does not inherit the loader that runs TypeScript from source.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
