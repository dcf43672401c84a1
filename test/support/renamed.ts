import { stringify } from 'yaml';
import type { Flow, FlowBody, Step } from '../../src/conversation/flow.ts';
import { loadFlow } from '../../src/conversation/load-flow.ts';
import type { Texts } from '../../src/texts/texts.ts';

/** A flow whose every step has another name, and texts that know those of its steps by the new names only. */
export interface Renamed {
  flow: Flow;
  texts: Texts;
  /** What a step was called before. */
  before(id: string): string;
}

/** Calls the steps of a flow s1, s2, … in whatever names them: its ways, its lists and the keys of its texts. */
export function renameSteps(flow: Flow, texts: Texts): Renamed {
  const names = Object.keys(flow.steps);
  const after = (id: string) => `s${names.indexOf(id) + 1}`;
  const before = (id: string) => names.find((name) => after(name) === id) ?? id;
  const renamed = textsOf(flow, texts, before);
  const source = stringify(bodyOf(flow, after));
  return { flow: loadFlow({ file: `${flow.id}, renamed`, source }, renamed), texts: renamed, before };
}

function bodyOf({ id, questions, start, steps }: Flow, after: (id: string) => string): FlowBody {
  const named = (name: string | undefined) => name && after(name);
  const filled = (list: string | undefined) =>
    list?.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{${after(name)}}`);
  const renamed = Object.entries(steps).map(([name, step]): [string, Step] => [
    after(name),
    {
      ...step,
      next: named(step.next),
      unclear: named(step.unclear),
      list: filled(step.list),
      known: filled(step.known),
      skip_when: step.skip_when && { ...step.skip_when, step: after(step.skip_when.step) },
      choices: step.choices?.map((choice) => ({
        ...choice,
        next: named(choice.next),
        change: named(choice.change),
      })),
    },
  ]);
  // Through JSON, so that what is not set does not stand there.
  return JSON.parse(
    JSON.stringify({ id, questions, start: after(start), steps: Object.fromEntries(renamed) }),
  );
}

function textsOf({ id, steps }: Flow, texts: Texts, before: (id: string) => string): Texts {
  const known = (key: string) => {
    const [file, step = '', ...rest] = key.split('.');
    if (file !== id) return key;
    return Object.hasOwn(steps, step) ? `renamed.${key}` : [file, before(step), ...rest].join('.');
  };
  return {
    ...texts,
    t: (locale, key, params) => texts.t(locale, known(key), params),
    has: (key, locale) => texts.has(known(key), locale),
    paramsOf: (key) => texts.paramsOf(known(key)),
    version: (locale, key) => texts.version(locale, known(key)),
  };
}
