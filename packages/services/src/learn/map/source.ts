import { type Compiled, commonFeatures, type Db, embeddingModel, type Mappable, modelById } from "@nauplius/db";
import { type MapSource, ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { spaceOf } from "../predict/look.ts";

/** What the objects of a project are laid out by. */
export type Source = {
  readonly of: Mappable;
  /** What makes two maps comparable: network and preprocessing, or the list of features. */
  readonly space: string;
  /** Numbers of each object. */
  readonly length: number;
  /** Of the features; left out: embeddings. */
  readonly names?: readonly string[];
  /** The network, for people. */
  readonly model?: string;
};

/** The network in service, or the list of features by which most objects of the view were measured. */
export const mappableBy = (db: Db, view: Compiled, source: MapSource): Promise<Outcome<Source>> =>
  source === "network" ? byNetwork(db) : byFeatures(db, view);

async function byNetwork(db: Db): Promise<Outcome<Source>> {
  const id = await embeddingModel(db);
  const model = id === null ? null : await modelById(db, id);
  if (model === null)
    return refuse("conflict", "no model is in service: make the map of measured features, or ask an administrator to promote a model");
  const space = spaceOf(model);
  return ok({ of: { space }, space, length: model.manifest.shape.embedding, model: `${model.name} ${model.version}` });
}

async function byFeatures(db: Db, view: Compiled): Promise<Outcome<Source>> {
  const list = await commonFeatures(db, view);
  if (list === null)
    return refuse("invalid", "the objects of this project have no measured features: measure them, or import them with their table");
  return ok({ of: { featureList: list.id }, space: `features ${list.id}`, length: list.names.length, names: list.names });
}
