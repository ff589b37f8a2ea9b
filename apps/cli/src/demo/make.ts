import { ok, type ProjectId, type RunId, type UserId } from "@nauplius/domain";
import {
  actingFor,
  type Context,
  type DemoState,
  deleteUpload,
  editProject,
  noteDemo,
  type OpenDemo,
  type Outcome,
  openDemo,
  projectTaxa,
  readProject,
  readRun,
  setPreset,
} from "@nauplius/services";
import { demoPeople, demoProject } from "@nauplius/synthetic";
import { importDemo, untilDone, uploadDemo, type Watch } from "./import.ts";
import { labelDemo } from "./labels.ts";
import { predictDemo } from "./predict.ts";
import { confirmDemoFormulas, startDemoSpace } from "./quantities.ts";
import { loadDemoTaxa } from "./taxa.ts";

export type Made = { readonly project: ProjectId; readonly run: RunId | null; readonly objects: number; readonly images: number };

/** The demo project: made, or made further from where an interrupted attempt stopped. Where it stands already nothing is added. */
export async function makeDemo(ctx: Context, watch: Watch): Promise<Outcome<Made>> {
  const { access, ...facts } = demoProject;
  const demo = await openDemo(ctx, facts, demoPeople);
  const { project, state } = demo;
  if (state.state !== "begun") return ok({ project, run: null, objects: 0, images: 0 });
  const taxa = await loadDemoTaxa(ctx);
  if (!taxa.ok) return taxa;
  const manager = await managerOf(ctx, demo);
  const started = await startedImport(ctx, manager, state, watch);
  if (!started.ok) return started;
  const imported = await untilDone(ctx, started.value.run, watch);
  if (!imported.ok) return imported;
  watch.tell("people label");
  const described = await describeProject(ctx, manager, demo);
  if (!described.ok) return described;
  const predicted = await predictDemo(ctx, manager, project, watch);
  // A demo without predictions is a demo still.
  if (!predicted.ok) watch.tell(predicted.error.message);
  const opened = await setAccess(manager, project, access);
  if (!opened.ok) return opened;
  const space = await startDemoSpace(manager, project);
  if (!space.ok) return space;
  await noteDemo(ctx, { state: "ready", project });
  await deleteUpload.call(manager, { uploadId: started.value.upload });
  const result = imported.value.result ?? {};
  return ok({ project, run: started.value.run, objects: Number(result.objectsAdded ?? 0), images: Number(result.imagesAdded ?? 0) });
}

async function managerOf(ctx: Context, { members }: OpenDemo): Promise<Context> {
  const manager: UserId | undefined = members.get(demoProject.contactEmail);
  if (manager === undefined) throw new Error("the demo has no manager");
  return actingFor(ctx, manager);
}

type Begun = Extract<DemoState, { state: "begun" }>;
type Started = { readonly upload: string; readonly run: RunId };

/** The import of an earlier attempt, when it still can end well; else a new one. */
async function startedImport(ctx: Context, manager: Context, { project, upload, run }: Begun, watch: Watch): Promise<Outcome<Started>> {
  const earlier = run === null ? null : await readRun.call(ctx, { runId: run });
  const isGood = earlier?.ok === true && !["failed", "refused", "cancelled", "asking"].includes(earlier.value.state);
  if (isGood && upload !== null && run !== null) return ok({ upload, run });
  const sent = await uploadDemo(manager, watch);
  if (!sent.ok) return sent;
  const started = await importDemo(manager, project, sent.value);
  if (!started.ok) return started;
  await noteDemo(ctx, { state: "begun", project, upload: sent.value, run: started.value });
  return ok({ upload: sent.value, run: started.value });
}

/** What people did after the import, and the taxa that they are offered first. */
async function describeProject(ctx: Context, manager: Context, demo: OpenDemo): Promise<Outcome<null>> {
  const labelled = await labelDemo(ctx, demo);
  if (!labelled.ok) return labelled;
  const taxa = await projectTaxa.call(manager, { projectId: demo.project });
  if (!taxa.ok) return taxa;
  const formulas = await confirmDemoFormulas(manager, demo.project);
  if (!formulas.ok) return formulas;
  const preset = await setPreset.call(manager, { projectId: demo.project, taxa: taxa.value.used.map(({ id }) => id) });
  return preset.ok ? ok(null) : preset;
}

async function setAccess(manager: Context, project: ProjectId, access: "private" | "visible" | "open"): Promise<Outcome<unknown>> {
  const read = await readProject.call(manager, { projectId: project });
  return read.ok ? editProject.call(manager, { projectId: project, version: read.value.version, patch: { access } }) : read;
}
