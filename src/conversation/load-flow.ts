import { createHash } from 'node:crypto';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Texts } from '../texts/texts.ts';
import { checkFlow, type Problem } from './check.ts';
import { checkRoles } from './check-roles.ts';
import { type Flow, type FlowBody, flowSchema } from './flow.ts';
import { withOlderMeanings, withOlderRoles } from './older-flows.ts';

export interface FlowSource {
  /** Shown in what is wrong, with the line. */
  file: string;
  source: string;
}

/** A flow is refused; `problems` are what is wrong with it, each as `file:line: reason`. */
export class FlowError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'FlowError';
    this.problems = problems;
  }
}

/** Reads a flow, and checks that people get through it and that code finds its steps. @throws FlowError */
export function loadFlow(source: FlowSource, texts: Texts): Flow {
  return read(source, (body) => ({ body, problems: [...checkFlow(body, texts), ...checkRoles(body)] }));
}

/**
 * Reads a flow that a talk is pinned to. Its roles were in order when it was kept; one that is older than roles has
 * those that the names of its steps stood for, and so it is with what its choices mean. @throws FlowError
 */
export function loadKeptFlow(source: FlowSource, texts: Texts): Flow {
  return read(source, (written) => {
    const body = withOlderMeanings(withOlderRoles(written));
    return { body, problems: checkFlow(body, texts) };
  });
}

function read(
  { file, source }: FlowSource,
  judge: (written: FlowBody) => { body: FlowBody; problems: Problem[] },
): Flow {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const place = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const broken = document.errors.map((error) => {
    const reason =
      error.code === 'DUPLICATE_KEY'
        ? 'this name stands twice in the same place'
        : (error.message.split(' at line')[0] ?? '');
    return `${place(error.pos[0])}: ${reason}`;
  });
  if (broken.length > 0) throw new FlowError(broken);

  const parsed = flowSchema.safeParse(document.toJS());
  const { body, problems } = parsed.success
    ? judge(parsed.data)
    : { body: null, problems: faults(parsed.error) };
  if (problems.length > 0 || !body) {
    throw new FlowError(
      problems.map(
        ({ path, reason }) =>
          `${place(offsetOf(document.contents, path))}: ${path.join('.') || 'the file'}: ${reason}`,
      ),
    );
  }
  const version = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { ...body, version, source };
}

/** Where the file is not of the right form. */
function faults({ issues }: z.ZodError): Problem[] {
  return issues.map((issue) => ({
    path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    reason: issue.message,
  }));
}

/** Where a path begins in the file: at its own name, or at the nearest that is there. */
function offsetOf(root: unknown, path: (string | number)[]): number {
  let node = root;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(part)];
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        offset = node.range[0];
    } else break;
  }
  return offset;
}
