import { given, refuse } from '../../../src/child/stdio.mjs';

await given();
refuse('no-good');
