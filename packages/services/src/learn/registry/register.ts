import {
  addModelEvent,
  type Db,
  insertClasses,
  insertModel,
  lockModels,
  matchClasses,
  modelByVersion,
  modelInService,
  setModelState,
} from "@nauplius/db";
import {
  type Clock,
  type ModelEvaluation,
  type ModelId,
  type ModelManifest,
  type ModelOrigin,
  ok,
  type RunId,
  refuse,
  searchName,
  type TaxonId,
  type UserId,
} from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import type { Outcome } from "../../verb.ts";

/** A model as its folder holds it. */
export type ModelParcel = {
  readonly manifest: ModelManifest;
  readonly card: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
};

export type Registration = {
  readonly origin: ModelOrigin;
  readonly by: UserId | null;
  readonly parentId?: ModelId | null;
  readonly runId?: RunId | null;
  readonly evaluation?: ModelEvaluation | null;
  /** Taxa of the classes by name, where they are known. */
  readonly taxa?: ReadonlyMap<string, TaxonId>;
  /** Names under which the taxon of a class is looked for, the best first. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
};

type Registry = { readonly db: Db; readonly storage: Storage; readonly clock: Clock };

/** By content: a file that two models share (a forest's network) lies there once, and no other can take its place. */
export const modelKey = ({ files }: Pick<ModelManifest, "files">, file: string): string => `models/${files[file]?.sha256}`;

/** Takes a model into the site: its files into storage first, then its rows. The same version again changes nothing; another model
 *  under a version that is taken is refused. A shipped model serves at once where none of its name does. */
export async function registerModel(
  d: Registry,
  parcel: ModelParcel,
  how: Registration,
): Promise<Outcome<{ modelId: ModelId; isNew: boolean }>> {
  const { manifest, card, files } = parcel;
  const label = `${manifest.name} ${manifest.version}`;
  const there = await modelByVersion(d.db, manifest.name, manifest.version);
  if (there !== null) return isSame(there.manifest, manifest) ? ok({ modelId: there.id, isNew: false }) : taken(label);
  for (const [name, bytes] of Object.entries(files)) await d.storage.write(modelKey(manifest, name), bytes);
  return d.db.transaction(async (tx) => {
    await lockModels(tx);
    const meanwhile = await modelByVersion(tx, manifest.name, manifest.version);
    if (meanwhile !== null) return isSame(meanwhile.manifest, manifest) ? ok({ modelId: meanwhile.id, isNew: false }) : taken(label);
    const now = d.clock.now();
    const { origin, by, parentId = null, runId = null, evaluation = null } = how;
    const modelId = await insertModel(tx, { origin, parentId, runId, manifest, card, evaluation, createdBy: by, now });
    const classes = manifest.taxa.map((name) => ({
      name,
      taxonId: how.taxa?.get(name) ?? null,
      // A taxon that is called as the class is meant before any that may be meant.
      aliases: [name, ...(how.aliases?.[name] ?? [])].map(searchName),
      decided: how.taxa?.has(name) ?? false,
    }));
    await insertClasses(tx, modelId, classes);
    await matchClasses(tx, modelId);
    await addModelEvent(tx, { modelId, kind: "registered", by, at: now, note: origin });
    if (origin === "shipped" && (await modelInService(tx, manifest.name)) === null) {
      await setModelState(tx, modelId, "service");
      await addModelEvent(tx, { modelId, kind: "promoted", by: null, at: now, note: "the first of its name" });
    }
    return ok({ modelId, isNew: true });
  });
}

const isSame = (a: ModelManifest, b: ModelManifest): boolean => JSON.stringify(sorted(a.files)) === JSON.stringify(sorted(b.files));
const sorted = (files: ModelManifest["files"]) =>
  Object.entries(files)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, f]) => [name, f.sha256]);

const taken = (label: string) =>
  refuse("conflict", `there is another model ${label} on this site already; give the new one another name or version`);
