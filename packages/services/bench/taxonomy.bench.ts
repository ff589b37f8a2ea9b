// pnpm --filter @nauplius/services bench: a made tree of 100,000 taxa: load, load again, search, rename, move, merge.
import { tmpdir } from "node:os";
import { connect, type Db, insertProject, mergePreferences, upsertMembership } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import { createRng, taxonId, userId } from "@nauplius/domain";
import { openProducer } from "@nauplius/queue";
import { localStorage } from "@nauplius/storage";
import type { Context } from "../src/context.ts";
import { changeTaxon } from "../src/taxon/edit/change.ts";
import { loadTaxonomy } from "../src/taxon/load/load.ts";
import { addAlias } from "../src/taxon/local/aliases.ts";
import { setPreset } from "../src/taxon/local/preset.ts";
import { taxonChildren } from "../src/taxon/read/tree.ts";
import { searchTaxa } from "../src/taxon/search.ts";
import type { Outcome } from "../src/verb.ts";
import { type MadeTaxon, madeTree, mistyped } from "./names.ts";

const count = 100_000;
const queries = 300;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
const percentile = (times: readonly number[], share: number): string =>
  ([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
const say = (what: string, text: string): void => console.log(`${what.padEnd(34)}${text}`);
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  say(what, `${((performance.now() - start) / 1000).toFixed(2)} s`);
  return result;
}

async function* tableOf(taxa: readonly MadeTaxon[]): AsyncGenerator<Uint8Array> {
  const lines = taxa.map((t) => `${t.id}\t${t.parent ?? "\\N"}\t${t.name}\tA\t${t.kind}`);
  const bytes = Buffer.from(["id\tparent_id\tname\ttaxostatus\ttaxotype", ...lines].join("\n"));
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function load(db: Db, taxa: readonly MadeTaxon[]): Promise<void> {
  const change = { by: null, at: new Date(), runId: null };
  const first = await timed(`load ${count} taxa`, async () => value(await loadTaxonomy(db, tableOf(taxa), "made.tsv", change)));
  const again = await timed("load them again (no change)", async () => value(await loadTaxonomy(db, tableOf(taxa), "made.tsv", change)));
  if (first.added !== count || again.unchanged !== count) throw new Error("the load did not do what it should");
}

async function search(ctx: Context, projectId: number, taxa: readonly MadeTaxon[]): Promise<void> {
  const rng = createRng("queries");
  const name = () => rng.pick(taxa).name;
  const part = (text: string, from: number, length: number) => text.slice(from, from + length).trim() || text;
  const kinds: Record<string, () => string> = {
    exact: name,
    "prefix, 1 letter": () => part(name(), 0, 1),
    "prefix, 2 letters": () => part(name(), 0, 2),
    "prefix, 3-6 letters": () => part(name(), 0, 3 + rng.int(4)),
    "infix, 3 letters": () => part(name(), 2, 3),
    "infix, 4-7 letters": () => part(name(), 1 + rng.int(4), 4 + rng.int(4)),
    "two words": () => `${part(name(), 0, 4)} ${rng.pick(["fin", "gla", "min", "rob"])}`,
    "typing error": () => mistyped(rng, name()),
    "homonym<parent": () => `egg<${part(name(), 0, 4)}`,
    "nothing like it": () => `zq${rng.int(99_999)}xw`,
  };
  const all: number[] = [];
  for (const [kind, make] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let i = 0; i < queries; i++) {
      const q = make();
      const start = performance.now();
      value(await searchTaxa.call(ctx, { q, projectId }));
      times.push(performance.now() - start);
    }
    all.push(...times);
    say(`search: ${kind}`, `p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`);
  }
  say(`search: all ${all.length}`, `p50 ${percentile(all, 0.5)} ms, p95 ${percentile(all, 0.95)} ms`);
}

async function found(taxa: readonly MadeTaxon[], ctx: Context): Promise<void> {
  const rng = createRng("typos");
  const unique = taxa.filter((t) => t.kind === "P" && t.name.length >= 8);
  let hits = 0;
  for (let i = 0; i < queries; i++) {
    const taxon = rng.pick(unique);
    const { taxa: list } = value(await searchTaxa.call(ctx, { q: mistyped(rng, taxon.name), limit: 10 }));
    if (list.some((t) => t.name === taxon.name)) hits += 1;
  }
  say("one typing error, in the first ten", `${((100 * hits) / queries).toFixed(0)} %`);
}

async function edit(ctx: Context, db: Db): Promise<void> {
  const rows = await db.prisma.taxon.findMany({ where: { sourceId: { in: [2n, 3n, 4n, 5n] } }, orderBy: { sourceId: "asc" } });
  const [a, b, c, d] = rows.map((row) => ({ taxonId: taxonId.parse(Number(row.id)), version: row.version }));
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("taxa are missing");
  const rename = { kind: "edit", patch: { name: "Renamed" } } as const;
  await timed("rename a taxon near the root", async () => value(await changeTaxon.call(ctx, { ...a, change: rename })));
  await timed("merge a taxon near the root", async () =>
    value(await changeTaxon.call(ctx, { ...c, change: { kind: "merge", into: d.taxonId } })),
  );
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    value(await taxonChildren.call(ctx, { parentId: b.taxonId }));
    times.push(performance.now() - start);
  }
  say("children of a taxon", `p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`);
}

async function main(): Promise<void> {
  const server = await startTemporary();
  await applyMigrations(server.url);
  const db = connect(server.url, { max: 4 });
  const queue = openProducer({ databaseUrl: server.url, redisUrl: undefined }, () => undefined);
  const clock = { now: () => new Date() };
  const quiet = () => undefined;
  const user = userId.parse("bench");
  await db.prisma.user.create({ data: { id: user, name: "bench", email: "bench@example.org" } });
  const actor = { kind: "user", userId: user, siteRoles: ["admin"], scopes: null, projectIds: null } as const;
  const log = { info: quiet, warn: quiet, error: quiet };
  const ctx: Context = { db, queue, clock, log, actor, storage: localStorage(tmpdir()), requestId: "bench" };
  try {
    const taxa = madeTree(createRng("taxonomy"), count);
    await load(db, taxa);
    const project = await insertProject(db, {
      title: "bench",
      instrument: "?",
      description: "",
      access: "private",
      createdBy: user,
      now: clock.now(),
    });
    await upsertMembership(db, { projectId: project, userId: user, role: "manager", sampleIds: [], expiresAt: null, addedBy: null });
    const rng = createRng("familiar");
    const ids = (await db.prisma.taxon.findMany({ select: { id: true } })).map((t) => Number(t.id));
    value(await setPreset.call(ctx, { projectId: project, taxa: Array.from({ length: 60 }, () => taxonId.parse(rng.pick(ids))) }));
    await mergePreferences(db, project, user, { recentTaxa: Array.from({ length: 30 }, () => rng.pick(ids)) });
    for (let i = 0; i < 50; i++)
      value(await addAlias.call(ctx, { projectId: project, taxonId: taxonId.parse(rng.pick(ids)), name: `alias ${i} ${rng.int(1000)}` }));
    await search(ctx, project, taxa);
    await found(taxa, ctx);
    await edit(ctx, db);
  } finally {
    await queue.close();
    await db.close();
    await server.stop();
  }
}

await main();
