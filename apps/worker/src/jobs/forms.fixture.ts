import type { Db } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId, type RunId, type RunKind, type SpaceId } from "@nauplius/domain";
import { addPreparation, type Context, listSpaces, type Outcome, readSpace, startSpace } from "@nauplius/services";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, makeTow, type TestSite } from "@nauplius/testing/factories";
import type { Dependencies } from "./dependencies.ts";
import { makeHandlers } from "./handlers.ts";

export const formFeatures = ["area", "mean", "major", "minor", "circ."];

type Taxa = { readonly copepods: number; readonly detritus: number };
export type FormTow = {
  readonly name: string;
  /** Month of 2023, from 0. */
  readonly month: number;
  readonly objects: number;
  /** How large the form of an object is; forms of one size differ by less than one in ten. */
  readonly form: (i: number) => number;
  readonly free?: object;
  readonly scanFree?: object;
};

/** Tows of a project whose objects have measured features; a tenth of each is detritus, there to be left out. */
export async function makeForms(db: Db, project: ProjectId, { copepods, detritus }: Taxa): Promise<(tow: FormTow) => Promise<void>> {
  const list = await db.row<{ id: number }>(sql`insert into feature_list (names) values (${formFeatures}::text[]) returning id`);
  await db.run(sql`insert into project_feature_list (project_id, feature_list_id) values (${project}, ${list?.id})`);
  return async ({ name, month, objects, form, ...free }) => {
    const rng = createRng(name);
    const seeds = Array.from({ length: objects }, (_, i) => ({
      originalId: `${name} ${i}`,
      taxonId: i % 10 === 9 ? detritus : copepods,
      state: "validated" as const,
      featureListId: list?.id ?? null,
      features: formFeatures.map((_, f) => 10 * form(i) * (f + 1) + rng.next()),
    }));
    const at = { startedAt: new Date(Date.UTC(2023, month, 1)), depths: [0, 50 * (month + 1)] as const };
    await makeTow(db, project, { name, ...at, ...free, objects: seeds });
  };
}

type Ended = { readonly id: RunId; readonly state: string; readonly reason: string };

export type FormSite = {
  readonly site: TestSite;
  readonly project: ProjectId;
  readonly copepods: number;
  /** The manager of the project. */
  readonly as: () => Context;
  readonly addTow: (tow: FormTow) => Promise<void>;
  readonly prepare: (name: string, body?: object) => Promise<number>;
  /** Does what was asked for, as a worker does. */
  readonly work: (started: Outcome<{ readonly run: RunId }>) => Promise<Ended>;
  readonly build: (preparationId: number, more?: object) => Promise<Ended>;
  readonly spaceOf: (preparation: string) => Promise<SpaceId>;
  readonly resultOf: (space: SpaceId) => Promise<Record<string, unknown>>;
};

/** A project for forms, still without tows. */
export async function formSite(): Promise<FormSite> {
  const site = await makeSite();
  const taxa = await makeTaxa(site.db, ["Copepoda", "detritus"]);
  const [copepods, detritus] = [Number(taxa.get("Copepoda")), Number(taxa.get("detritus"))];
  await site.db.run(sql`update taxon set living = false where name = 'detritus'`);
  const project = await makeProject(site.db, "Forms", "private", "Zooscan");
  const manager = await makeMember(site.db, project, "Maren", "manager");
  const as = () => site.as(asUser(manager));
  const work: FormSite["work"] = async (started) => {
    if (!started.ok) throw new Error(started.error.message);
    const ctx = site.as({ kind: "system" });
    const d = { ...ctx, worker: "test", stop: new AbortController().signal, env: { WORKER_THREADS: 1 } } as unknown as Dependencies;
    const { run } = started.value;
    const kind = (await site.db.row<{ kind: RunKind }>(sql`select kind from run where id = ${run}`))?.kind ?? "buildSpace";
    await makeHandlers(d)[kind]({ runId: run });
    const row = await site.db.row<Ended>(sql`select id, state, reason from run where id = ${run}`);
    if (row === null) throw new Error("no run");
    return row;
  };
  return {
    ...{ site, project, copepods, as, work },
    addTow: await makeForms(site.db, project, { copepods, detritus }),
    prepare: async (name, body = {}) => {
      const kept = await addPreparation.call(as(), { projectId: project, name, before: 0, ...body });
      if (!kept.ok) throw new Error(kept.error.message);
      return kept.value.id;
    },
    build: async (preparationId, more = {}) => work(await startSpace.call(as(), { projectId: project, preparationId, k: 2, ...more })),
    spaceOf: async (name) => {
      const listed = await listSpaces.call(as(), { projectId: project });
      const found = listed.ok ? listed.value.find(({ preparation }) => preparation === name) : undefined;
      if (found === undefined) throw new Error(`no space ${name}`);
      return found.id;
    },
    resultOf: async (id) => {
      const read = await readSpace.call(as(), { spaceId: id });
      if (!read.ok) throw new Error(read.error.message);
      return read.value.result;
    },
  };
}
