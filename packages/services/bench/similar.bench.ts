import { cpus } from "node:os";
import { beginComparison, connect, copyLine, type Db, finishComparison, insertProject, keepLikeness, nearestObjects } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import { sql } from "@nauplius/db/sql";
import { createRng, type ObjectId, type ProjectId, type RunId, userId } from "@nauplius/domain";
import { type Compared, compareVectors } from "@nauplius/ml";

// How long similar objects of one are looked for, and how many of the fifty nearest are found, among n embeddings of 256 dimensions in
// PostgreSQL. Made embeddings: 121 classes, each a bent patch of 12 of the dimensions' mixtures, as a network's are. `tsx bench/similar.bench.ts 1000000`
const n = Number(process.argv[2] ?? 100_000);
const length = 256;
const latent = 24;
const classes = 121;
const asked = 100;
const limit = 50;
const chunk = 20_000;
const now = new Date(Date.UTC(2026, 0, 1));
const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => (performance.now() - since) / 1000;

/** Directions in signed bytes: [n, length]. */
function makeVectors(): Int8Array {
  const random = createRng("similar");
  const mixing = Float32Array.from({ length: latent * length }, () => random.normal());
  const centres = Float32Array.from({ length: classes * latent }, () => 2 * random.normal());
  const values = new Int8Array(n * length);
  const [z, x] = [new Float32Array(latent), new Float32Array(length)];
  for (let row = 0; row < n; row++) {
    const c = row % classes;
    for (let k = 0; k < latent; k++) z[k] = (centres[c * latent + k] as number) + (k < 12 ? random.normal() : 0.1 * random.normal());
    x.fill(0);
    for (let k = 0; k < latent; k++)
      for (let i = 0; i < length; i++) x[i] = (x[i] as number) + (z[k] as number) * (mixing[k * length + i] as number);
    let square = 0;
    for (let i = 0; i < length; i++) square += (x[i] as number) ** 2;
    const scale = 127 / Math.sqrt(square);
    for (let i = 0; i < length; i++) values[row * length + i] = Math.round((x[i] as number) * scale);
  }
  return values;
}

async function* lines(make: (row: number) => string): AsyncGenerator<string> {
  for (let row = 0; row < n; row++) yield make(row);
}

async function fill(db: Db, values: Int8Array): Promise<ProjectId> {
  const by = userId.parse("bench");
  await db.prisma.user.create({ data: { id: by, name: "Bench", email: "bench@example.org" } });
  const made = { title: "Similar", instrument: "ISIIS", description: "", access: "private" as const, createdBy: by, now };
  const project = await insertProject(db, made);
  await db.run(sql`insert into sample (project_id, name) values (${project}, 's')`);
  await db.run(sql`insert into acquisition (project_id, sample_id, name) select ${project}, id, 'a' from sample`);
  await db.run(sql`
    insert into "object" (project_id, sample_id, acquisition_id, original_id, features, random)
    select ${project}, s.id, a.id, g::text, '{}', 0 from sample s, acquisition a, generate_series(1, ${n}::int) g order by g`);
  const vectorOf = (row: number) => new Uint8Array(values.buffer, row * length, length);
  await db.copy(
    "embedding",
    ["object_id", "space", "vector"],
    lines((row) => copyLine([row + 1, "bench", vectorOf(row)])),
  );
  await db.run(sql`analyze`);
  return project;
}

async function keep(db: Db, project: ProjectId, compared: Compared): Promise<void> {
  const centres = new Uint8Array(compared.centres.buffer);
  const facts = { runId: 1 as RunId, projectId: project, space: "bench", centres, clusters: compared.clusters, now };
  const id = await beginComparison(db, facts);
  for (let start = 0; start < n; start += chunk) {
    const rows = Array.from({ length: Math.min(chunk, n - start) }, (_, i) => start + i);
    await db.transaction((tx) =>
      keepLikeness(
        tx,
        id,
        rows.map((row) => ({
          ...{ objectId: (row + 1) as ObjectId, cluster: compared.cluster[row] ?? 0, spread: compared.spread[row] ?? 0 },
          ...{ taxonId: null, distance: Number.NaN, suspicion: Number.NaN, suggestedId: null },
        })),
      ),
    );
  }
  await finishComparison(db, id, project, now);
  await db.run(sql`analyze likeness`);
}

/** Numbers of the rows nearest to a row, itself among them. */
function exact(values: Int8Array, row: number): Set<number> {
  const scores = new Float32Array(n);
  for (let other = 0; other < n; other++) {
    let [dot, square] = [0, 0];
    for (let i = 0; i < length; i++) {
      const b = values[other * length + i] as number;
      dot += (values[row * length + i] as number) * b;
      square += b * b;
    }
    scores[other] = dot / Math.sqrt(square);
  }
  const least = Float32Array.from(scores).sort()[n - limit] ?? 0;
  return new Set([...scores.keys()].filter((other) => (scores[other] as number) >= least));
}

const temporary = await startTemporary();
const db = connect(temporary.url);
try {
  await applyMigrations(temporary.url);
  say(`${n.toLocaleString("en")} embeddings of ${length} dimensions, one signed byte each; ${cpus().length} cores`);
  const values = makeVectors();
  const filled = performance.now();
  const project = await fill(db, values);
  say(`written in ${seconds(filled).toFixed(1)} s`);
  const nobody = { classOf: new Int32Array(n).fill(-1), classes: 0, validated: new Uint8Array(n) };
  const built = performance.now();
  const compared = compareVectors(
    { values, length, ...nobody, said: { kept: 0, classOf: new Int32Array(0), scores: new Float32Array(0) } },
    createRng(1),
  );
  const clustering = seconds(built);
  await keep(db, project, compared);
  say(
    `built in ${seconds(built).toFixed(1)} s: ${compared.clusters} clusters in ${clustering.toFixed(1)} s on one core, the rest is PostgreSQL`,
  );
  const random = createRng("asked");
  const sight = { projectId: project, sampleIds: [], validatedOnly: false };
  const rows = Array.from({ length: asked }, () => random.int(n));
  // Exact search of all takes its time: of twenty.
  const right = rows.slice(0, 20).map((row) => exact(values, row));
  for (const probes of [8, 24]) {
    const times: number[] = [];
    let [found, searched] = [0, 0];
    for (const [at, row] of rows.entries()) {
      const start = performance.now();
      const answer = await nearestObjects(db, sight, { like: [row + 1], limit, probes });
      times.push(performance.now() - start);
      searched += answer.searched / asked;
      found += answer.found.filter(({ id }) => right[at]?.has(id - 1)).length / limit / right.length;
    }
    const sorted = times.toSorted((a, b) => a - b);
    const quantile = (q: number) => (sorted[Math.floor(q * asked)] ?? 0).toFixed(1);
    const said = `p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, recall@${limit} against exact ${found.toFixed(3)}`;
    say(`${probes} clusters looked into (${Math.round(searched)} objects): ${said}${probes === 24 ? " (the product's own)" : ""}`);
  }
} finally {
  await db.close();
  await temporary.stop();
}
