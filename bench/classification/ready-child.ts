/** A fresh process for `ready.ts`: prints the milliseconds that the named classifier takes to its first answers. */
import { readFileSync } from 'node:fs';
import { loadLexicon } from '../../src/classification/lexicon.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';
import { peers } from './peers.ts';

const [, , name, file = ''] = process.argv;
const peer = peers(await loadIssueTexts(), await loadLexicon(), 0).find((one) => one.name === name);
if (!peer?.restore) throw new Error(`${name} has no saved form`);

const begun = performance.now();
const judge = await peer.restore(readFileSync(file, 'utf8'));
await judge.classify('Sumur bor untuk 30 KK yang belum punya air bersih');
await judge.classify('Pengadaan kursi plinthengan gasan urang bakumpulan');
process.stdout.write(`\n${performance.now() - begun}\n`);
