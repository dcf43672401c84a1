import { type Flow, sendsProposals } from '../conversation/flow.ts';
import type { FlowSource } from '../conversation/load-flow.ts';
import type { State } from '../conversation/types.ts';
import { FlowModel } from './flow.model.ts';

/** The flows of this service: the present ones, and every one that a running talk is pinned to. */
export interface FlowLibrary {
  current(id: string): Promise<Flow>;
  /** All present flows. */
  all(): Flow[];
  /** The present flows that a round can be held with. */
  ofRounds(): Flow[];
  pinned(flow: State['flow']): Promise<Flow>;
}

/**
 * Keeps each present flow in the database under its version and finds old ones there.
 * @throws Error from `current` and `pinned` when there is no such flow
 */
export async function openFlows(
  flows: Flow[],
  parse: (source: FlowSource) => Flow,
  now: Date,
): Promise<FlowLibrary> {
  const present = new Map(flows.map((flow) => [flow.id, flow]));
  const byVersion = new Map(flows.map((flow) => [flow.version, flow]));
  for (const { id, version, source } of flows) {
    await FlowModel.updateOne(
      { _id: version },
      { $setOnInsert: { id, source, keptAt: now } },
      { upsert: true },
    );
  }
  return {
    async current(id) {
      const flow = present.get(id);
      if (!flow) throw new Error(`There is no flow "${id}" under flows/`);
      return flow;
    },
    all: () => flows,
    ofRounds: () => flows.filter(sendsProposals),
    async pinned({ id, version }) {
      const known = byVersion.get(version);
      if (known) return known;
      const kept = await FlowModel.findById(version).lean();
      if (!kept) throw new Error(`Flow "${id}" in version ${version} is not kept in the database`);
      const flow = parse({ file: `${id}@${version}`, source: kept.source });
      byVersion.set(version, flow);
      return flow;
    },
  };
}
