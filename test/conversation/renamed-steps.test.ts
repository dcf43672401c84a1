import { describe, expect, it } from 'vitest';
import { createWords } from '../../src/admin/shell/words.ts';
import { createEngine } from '../../src/conversation/engine.ts';
import { isRole, roles } from '../../src/conversation/roles.ts';
import { type Renamed, renameSteps } from '../support/renamed.ts';
import { playTalk, type Transcript, talkFiles, written } from '../support/talk-scripts.ts';
import { flows, texts } from '../support/talking.ts';

/** All flows with other names for all their steps, and one engine that knows nothing but those. */
const renamed: Renamed[] = [];
for (const flow of flows) renamed.push(renameSteps(flow, renamed.at(-1)?.texts ?? texts));
const by = {
  engine: createEngine(renamed.at(-1)?.texts ?? texts),
  flowNamed(id: string) {
    const found = renamed.find(({ flow }) => flow.id === id);
    if (!found) throw new Error(`no flow ${id}`);
    return found.flow;
  },
};

/** What is handed over by role: the rest stands under the names of its steps. */
const answersByRole = ({ handedOver }: Transcript) =>
  handedOver.map((answers) => Object.entries(answers).filter(([name]) => isRole(name)));

describe('a flow whose steps all have other names', () => {
  it('has no step that is called as before', () => {
    const before = flows.flatMap(({ steps }) => Object.keys(steps));
    const after = renamed.flatMap(({ flow }) => Object.keys(flow.steps));
    expect(after).toHaveLength(before.length);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });

  it("is found on the office's pages by its roles", () => {
    const zone = 'Asia/Makassar';
    const kept = createWords(texts, 'id', zone, flows);
    const other = createWords(
      renamed.at(-1)?.texts ?? texts,
      'id',
      zone,
      renamed.map(({ flow }) => flow),
    );
    expect(kept.question('area')).toBe('Wilayah');
    for (const role of roles) expect(other.question(role)).toBe(kept.question(role));
    expect(other.choice('land', 'unclear')).toBe(kept.choice('land', 'unclear'));
  });

  it.each(talkFiles)('%s goes word for word as before', async (file) => {
    const [kept, other] = [await playTalk(file), await playTalk(file, by)];
    const names = new Map(renamed.map(({ flow, before }) => [flow.id, before]));
    const step = other.step && names.get(other.flow)?.(other.step);
    expect(written({ ...other, step: step ?? null })).toBe(written(kept));
    expect(answersByRole(other)).toEqual(answersByRole(kept));
  });
});
