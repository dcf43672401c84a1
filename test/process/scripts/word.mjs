import { given, refuse } from '../../../src/process/child/stdio.mjs';

await given();
refuse('no-good');
