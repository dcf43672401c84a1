import { answer, given } from '../../../src/process/child/stdio.mjs';

const bytes = await given();
answer(JSON.stringify({ given: bytes.length, env: Object.keys(process.env) }));
