import { createHash } from "node:crypto";
import { currentPosition, type Db, projectById } from "@nauplius/db";
import { type Clock, isQuantityFormat, ledgerPosition, ok, type ProjectId, refuse } from "@nauplius/domain";
import { type ExportManifest, type OutputColumn, writeManifest } from "@nauplius/formats";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { quantityUnits } from "../quantity/columns.ts";
import type { Protocol } from "../quantity/protocol.ts";
import { objectsAt, protocolOf } from "../quantity/read.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { type ExportFacts, exportFacts } from "./facts.ts";
import { archiveStream, columnsFor, fileName, tableStream } from "./files.ts";
import { type ExportInput, exportInput, holdsEmails } from "./input.ts";
import { type ExportFile, keep } from "./keep.ts";
import { placeWarnings, staleWarnings, unsignedSamples } from "./marked.ts";
import type { ExportPorts } from "./ports.ts";
import { quantityTables } from "./quantities.ts";
import { exportRows } from "./rows.ts";
import { type Group, keepColumns, keepPlaces, keepSnapshot, readColumns, readPlaces, readSnapshot, takeSnapshot } from "./snapshot.ts";

export type ExportDependencies = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ports: ExportPorts;
  readonly version: string;
};

const cursor = z.object({ position: ledgerPosition, at: z.string() });

/** Where the history stood, and which objects: fixed once, so that an interruption changes nothing. */
async function settle(
  d: ExportDependencies,
  handle: RunHandle,
  input: ExportInput,
): Promise<{ position: z.output<typeof ledgerPosition>; at: string; groups: Group[] } | null> {
  const known = cursor.safeParse(handle.run.cursor);
  if (known.success) {
    const groups = await readSnapshot(d.storage, input.again?.run ?? handle.run.id);
    return groups === null ? null : { ...known.data, groups };
  }
  if (input.again !== null) {
    const groups = await readSnapshot(d.storage, input.again.run);
    if (groups === null) return null;
    const fixed = { position: input.again.position, at: input.again.at };
    await d.db.transaction((tx) => handle.save(tx, fixed));
    return { ...fixed, groups };
  }
  const position = await currentPosition(d.db, input.projectId);
  const sight = { projectId: input.projectId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly };
  const groups = await takeSnapshot(d.db, sight, input.options, position);
  await keepSnapshot(d.storage, handle.run.id, groups);
  await keepPlaces(d.storage, handle.run.id, await placeWarnings(d.db, groups));
  const fixed = { position, at: d.clock.now().toISOString() };
  await d.db.transaction((tx) => handle.save(tx, fixed));
  return { ...fixed, groups };
}

const unitsOf = (facts: ExportFacts, columns: readonly OutputColumn[], format: ExportInput["options"]["format"]) =>
  isQuantityFormat(format)
    ? quantityUnits(format)
    : columns.map((c) => ({
        name: c.header,
        unit: facts.units.find((f) => c.header.endsWith(`_${f.name}`) && f.unit !== null)?.unit ?? null,
        type: c.kind,
      }));

/** `lines`: of tables that have no line for each object. */
type Counts = { objects: number; images: number; lines?: number };

function manifestOf(
  d: ExportDependencies,
  input: ExportInput,
  project: NonNullable<Awaited<ReturnType<typeof projectById>>>,
  facts: ExportFacts,
  columns: readonly OutputColumn[],
) {
  return (rest: {
    position: { events: number };
    at: string;
    counts: Counts;
    warnings: readonly string[];
    unsigned: readonly string[];
    files: readonly ExportFile[];
    protocol: Protocol | null;
  }): ExportManifest => ({
    format: input.options.format,
    project: {
      id: project.id,
      title: project.title,
      url: input.baseUrl === "" ? "" : new URL(`/projects/${project.id}`, input.baseUrl).href,
    },
    exportedAt: rest.at,
    exportedBy: input.by,
    filter: input.options.filter,
    ledgerPosition: rest.position.events,
    options: { ...input.options, ...(rest.protocol === null ? {} : { protocol: rest.protocol }) },
    versions: { nauplius: d.version },
    counts: {
      objects: rest.counts.objects,
      images: rest.counts.images,
      rows: rest.counts.lines ?? Math.max(rest.counts.objects, rest.counts.images),
    },
    files: rest.files.map(({ key: _key, ...file }) => file),
    columns: unitsOf(facts, columns, input.options.format),
    warnings: rest.warnings,
    unsignedSamples: rest.unsigned,
    licence: project.licence,
    citation: project.citation,
  });
}

/** The job of an export: fixes position and objects, streams the file into storage, writes its manifest beside it. */
export async function runExport(d: ExportDependencies, handle: RunHandle): Promise<RunOutcome> {
  const input = exportInput.parse(handle.run.input);
  const project = await projectById(d.db, input.projectId as ProjectId);
  if (project === null) return refuse("notFound", "the project is no longer there");
  handle.progress({ step: "snapshot" });
  const fixed = await settle(d, handle, input);
  if (fixed === null) return refuse("gone", "the objects of that export were forgotten; start a new one");
  const first = input.again?.run ?? handle.run.id;
  const facts = await exportFacts(d.db, input.projectId, fixed.position, await readColumns(d.storage, first));
  if (first === handle.run.id) await keepColumns(d.storage, first, facts.free);
  const columns = columnsFor(input.options, facts);
  const total = fixed.groups.reduce((sum, g) => sum + g.ids.length, 0);
  const counts: Counts = { objects: 0, images: 0 };
  const warnings = new Set<string>([...(await staleWarnings(d.db, facts, fixed.groups)), ...(await readPlaces(d.storage, first))]);
  const unsigned = await unsignedSamples(d.db, facts, fixed.groups);
  const count = (what: "objects" | "images") => (n: number) => {
    counts[what] += n;
    handle.progress({
      step: what === "objects" ? "rows" : "images",
      done: what === "objects" ? counts.objects : Math.min(counts.images, total),
      total,
    });
  };
  const { options } = input;
  const rows = {
    db: d.db,
    facts,
    options,
    position: fixed.position,
    people: input.people,
    emails: holdsEmails(input),
    baseUrl: input.baseUrl === "" ? null : input.baseUrl,
    signal: handle.signal,
    counted: count("objects"),
  };
  const images = {
    db: d.db,
    storage: d.storage,
    ports: d.ports,
    facts,
    options,
    signal: handle.signal,
    counted: count("images"),
    warn: (w: string) => warnings.add(w),
  };
  const make = manifestOf(d, input, project, facts, columns);
  const protocol = input.protocol === undefined ? null : await protocolOf(d.db, input.projectId, input.protocol);
  const manifest = (files: readonly ExportFile[]) =>
    writeManifest(make({ ...fixed, counts, warnings: [...warnings], unsigned, files, protocol }));

  const archived = options.format === "tsv" || options.format === "backup" || options.format === "annotations";
  const stem = `${fileName(project.title)}_${options.format}`;
  const name = archived ? `${stem}.zip` : isQuantityFormat(options.format) ? `${stem}.csv` : `${stem}.${options.format}`;
  const metadata = { project: project.title, ledgerPosition: String(fixed.position.events) };
  const ids = fixed.groups.flatMap((g) => g.ids);
  const tables = isQuantityFormat(options.format)
    ? await quantityTables(options.format, {
        db: d.db,
        sight: { projectId: input.projectId, sampleIds: input.sampleIds, validatedOnly: input.validatedOnly },
        project: project.title,
        signal: handle.signal,
        input,
        protocol,
        facts,
        objects: objectsAt(d.db, facts, ids, { position: fixed.position, signal: handle.signal, counted: count("objects") }),
      })
    : null;
  if (tables !== null) counts.lines = tables.lines;
  for (const warning of tables?.warnings ?? []) warnings.add(warning);
  const stream =
    tables !== null
      ? tables.main
      : archived
        ? archiveStream({ rows, images, ports: d.ports, groups: fixed.groups, manifest: () => manifest([]) }, columns)
        : tableStream(options, columns, exportRows(rows, ids), metadata);
  const into = (file: string) => `exports/run-${handle.run.id}/${file}`;
  const data = await keep(d.storage, into(name), name, stream, handle.signal);
  const more: ExportFile[] = [];
  for (const { suffix, stream: table, columns: own } of tables?.beside ?? []) {
    const besides = `${stem}_${suffix}.csv`;
    more.push({ ...(await keep(d.storage, into(besides), besides, table, handle.signal)), columns: own });
  }
  const text = new TextEncoder().encode(manifest([data, ...more]));
  const beside = `${stem}.manifest.json`;
  const key = into(beside);
  await d.storage.write(key, text);
  const files: ExportFile[] = [
    data,
    { name: beside, key, bytes: text.byteLength, sha256: createHash("sha256").update(text).digest("hex") },
    ...more,
  ];
  return ok({ result: { ...counts, emails: holdsEmails(input), position: fixed.position, at: fixed.at, warnings: [...warnings], files } });
}
