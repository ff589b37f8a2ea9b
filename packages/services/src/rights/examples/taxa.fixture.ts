import type { Land } from "../world.fixture.ts";
import { type Examples, newBatch, nothing, ofProject, project } from "./example.fixture.ts";

const id = (land: Land, name: string) => land.taxa.get(name);
const flags = { living: true, extent: null, countsAsIndividual: null };

/** The tree of the site, and what is local to a project. */
export const taxa: Examples = {
  "taxon.names": { input: (_h, land) => ({ ids: String(id(land, "Copepoda")) }), site: true },
  "taxon.search": { input: (h) => ({ ...ofProject(h), q: "cop" }) },
  "taxon.children": { input: (h, land) => ({ ...ofProject(h), parentId: id(land, "Copepoda") }) },
  "taxon.read": { input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId }) },
  "taxon.places": { input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId }) },
  "taxon.history": { input: (h) => ({ taxonId: h.localTaxonId }) },
  "taxon.examples": { input: (h) => ({ taxonId: h.localTaxonId }) },
  "taxonomy.history": nothing,
  "taxonomy.summary": nothing,
  "taxon.flagReview": nothing,
  "taxon.confirmFlags": { input: (_h, land) => ({ taxa: [{ taxonId: id(land, "Copepoda"), version: 0, flags }] }) },
  "taxon.add": { input: (_h, land) => ({ parentId: id(land, "Copepoda"), name: "Oithona" }) },
  "taxon.change": {
    input: (_h, land) => ({ taxonId: id(land, "Detritus"), version: 0, change: { kind: "edit", patch: { name: "Marine snow" } } }),
  },
  "taxon.preview": {
    input: (_h, land) => ({ taxonId: id(land, "Detritus"), version: 0, change: { kind: "move", parentId: null } }),
    but: ["invalid", "conflict"],
  },
  "taxon.undoMerge": { input: () => ({ eventId: 1 }), but: ["notFound", "conflict"] },
  "taxon.preset": project,
  "taxon.setPreset": { input: (h, land) => ({ ...ofProject(h), taxa: [id(land, "Copepoda"), h.localTaxonId] }) },
  "taxon.addLocal": { input: (h, land) => ({ ...ofProject(h), parentId: id(land, "Calanus"), name: "juvenile" }) },
  "taxon.changeLocal": { input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId, version: 0, name: "form B" }) },
  "taxon.removeLocal": { input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId, version: 0 }) },
  "taxon.listLocal": project,
  "taxon.inProject": project,
  "taxon.relabels": project,
  "taxon.addAlias": { input: (h, land) => ({ ...ofProject(h), taxonId: id(land, "Copepoda"), name: "cop" }) },
  "taxon.removeAlias": { input: (h) => ({ ...ofProject(h), aliasId: h.aliasId }) },
  "taxon.previewRelabel": { input: (h, land) => ({ ...ofProject(h), from: id(land, "Copepoda"), to: h.localTaxonId }) },
  "taxon.relabel": {
    input: (h, land) => ({ ...ofProject(h), from: id(land, "Copepoda"), to: h.localTaxonId, batchId: newBatch(), expected: 2 }),
  },
  "taxon.undoRelabel": { input: (h) => ({ ...ofProject(h), of: h.batchId, batchId: newBatch() }), but: ["notFound", "conflict"] },
};
