import { type Examples, newBatch, nothing, ofProject, project } from "./example.fixture.ts";

const model = { input: (_h: unknown, land: { modelId: number }) => ({ modelId: land.modelId }) };

/** Models, predictions, trainings. */
export const learning: Examples = {
  "model.list": nothing,
  "model.read": model,
  "model.promote": model,
  "model.match": model,
  "model.rollBack": { input: () => ({ name: "example" }), but: ["notFound"] },
  "model.map": { input: (_h, land) => ({ modelId: land.modelId, ordinal: 0, taxonId: land.taxa.get("Copepoda") ?? null }) },
  "model.cell": { input: (_h, land) => ({ modelId: land.modelId, truth: 0, predicted: 0 }) },
  "model.upload": { input: (h) => ({ uploadId: h.uploadId }), but: ["notFound"] },
  "object.explain": { run: true, input: (h) => ({ objectId: h.objects[2] ?? 0 }), but: ["conflict"] },
  "object.similar": { input: (h) => ({ objectId: h.objects[2] ?? 0 }) },
  "comparison.read": project,
  // Only one at a time, and only where a model is in service.
  "comparison.start": { ...project, run: true, but: ["conflict", "busy"] },
  "map.list": project,
  // The example's objects were neither looked at by a network nor measured.
  "map.start": { ...project, run: true, but: ["conflict", "invalid", "busy"] },
  "map.points": { input: (h) => ({ mapId: h.mapId }) },
  "prediction.models": project,
  "prediction.count": project,
  // The example's model is a candidate: administrators may try it, managers not.
  "prediction.start": {
    run: true,
    input: (h, land) => ({ ...ofProject(h), batchId: newBatch(), modelId: land.modelId, filter: { samples: [h.sampleId] } }),
    but: ["forbidden"],
  },
  "training.copies": { input: (h) => ({ projects: [h.projectId] }) },
  "training.preview": { input: (h) => ({ set: { projects: [h.projectId] } }) },
  "training.start": {
    input: (h, land) => ({ set: { projects: [h.projectId] }, parentId: land.modelId, recipe: "head", name: "example" }),
    but: ["invalid"],
  },
};
