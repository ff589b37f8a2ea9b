import { createHash } from "node:crypto";
import { batchId, type Filter, ok, type ProjectId, type SampleId, type UserId, uuidV7 } from "@nauplius/domain";
import { actingFor, type Context, labelObjects, listObjects, listSamples, type Outcome } from "@nauplius/services";

/** What one person did in an afternoon after the import: on which objects, how many, and what became of them. */
type Session = {
  readonly by: string;
  readonly sample: string;
  readonly of: Pick<Filter, "states">;
  readonly scores?: "ascending" | "descending";
  readonly objects: number;
  readonly to: "validated" | "dubious";
};

const at = (name: string): string => `${name}@example.org`;
const [maren, youssef, chiara, tomas] = [at("maren.lindqvist"), at("youssef.haddad"), at("chiara.bellini"), at("tomas.rivera")];

/** So that objects have a history of several people, and a trainee's proposals wait for a reviewer. */
const sessions: readonly Session[] = [
  { by: chiara, sample: "syn_ptb_20230117", of: { states: ["validated"] }, objects: 6, to: "dubious" },
  { by: maren, sample: "syn_ptb_20230117", of: { states: ["dubious"] }, objects: 5, to: "validated" },
  { by: youssef, sample: "syn_ptb_20230801", of: { states: ["predicted"] }, scores: "descending", objects: 18, to: "validated" },
  { by: chiara, sample: "syn_ptb_20230801", of: { states: ["predicted"] }, scores: "ascending", objects: 5, to: "dubious" },
  { by: tomas, sample: "syn_lig_st02", of: { states: ["predicted"] }, scores: "descending", objects: 14, to: "validated" },
];

type Where = { readonly project: ProjectId; readonly members: ReadonlyMap<string, UserId> };

/** Doing it again changes nothing: each session has a batch id of its own for ever. */
export async function labelDemo(ctx: Context, { project, members }: Where): Promise<Outcome<null>> {
  const samples = await listSamples.call(ctx, { projectId: project });
  if (!samples.ok) return samples;
  for (const [number, session] of sessions.entries()) {
    const sample = samples.value.find(({ name }) => name === session.sample);
    const person = members.get(session.by);
    if (sample === undefined || person === undefined) continue;
    const done = await hold(await actingFor(ctx, person), session, { project, sample: sample.id, number });
    if (!done.ok) return done;
  }
  return ok(null);
}

type Place = { readonly project: ProjectId; readonly sample: SampleId; readonly number: number };

async function hold(ctx: Context, session: Session, { project, sample, number }: Place): Promise<Outcome<unknown>> {
  const view = {
    filter: { ...session.of, samples: [sample] },
    sort: session.scores === undefined ? undefined : { by: "score" as const, direction: session.scores },
  };
  const found = await listObjects.call(ctx, { projectId: project, ...view, limit: session.objects });
  if (!found.ok) return found;
  const objects = found.value.objects.map(({ id, version }) => ({ id, version }));
  if (objects.length === 0) return ok(null);
  return labelObjects.call(ctx, {
    projectId: project,
    batchId: idOf(project, number),
    how: "page",
    target: { by: "ids", objects },
    change: { taxonId: "keep", state: session.to },
  });
}

function idOf(project: ProjectId, number: number): string {
  const digest = createHash("sha256").update(`demo ${project} ${number}`).digest();
  return batchId.parse(uuidV7(digest.readUIntBE(0, 6), digest.subarray(6, 16)));
}
