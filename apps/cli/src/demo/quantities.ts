import { ok, type ProjectId } from "@nauplius/domain";
import {
  addPreparation,
  type Context,
  confirmProtocol,
  listPreparations,
  type Outcome,
  readProtocol,
  startSpace,
} from "@nauplius/services";

/** The ZooScan's formulas, as its manager confirms them; a demo made further keeps those that stand. */
export async function confirmDemoFormulas(manager: Context, project: ProjectId): Promise<Outcome<unknown>> {
  const read = await readProtocol.call(manager, { projectId: project });
  if (!read.ok || read.value.protocol !== null) return read;
  return confirmProtocol.call(manager, { projectId: project, name: "WP2 and ZooScan", before: 0, formulas: read.value.proposals });
}

/** All whole living individuals that a person or a model named: what the instance computes next, while people look around. */
export async function startDemoSpace(manager: Context, project: ProjectId): Promise<Outcome<unknown>> {
  const there = await listPreparations.call(manager, { projectId: project });
  if (!there.ok || there.value.length > 0) return there;
  const name = "Living plankton";
  const kept = await addPreparation.call(manager, { projectId: project, name, states: ["validated", "predicted"] });
  return kept.ok ? startSpace.call(manager, { projectId: project, preparationId: kept.value.id, k: 60 }) : ok(null);
}
