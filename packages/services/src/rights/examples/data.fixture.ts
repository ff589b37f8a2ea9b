import type { House, Land } from "../world.fixture.ts";
import { type Examples, newBatch, nothing, ofProject, project } from "./example.fixture.ts";

const change = { taxonId: "keep", state: "validated" };
const named = (ids: readonly number[]) => ids.map((id) => ({ id, version: 1 }));

const interval = (h: House, land: Land) => ({ order: h.orderId, from: 0, end: 3, taxonId: land.taxa.get("Copepoda") });

/** Projects, samples, objects, annotations, views. */
export const data: Examples = {
  "project.list": nothing,
  "project.create": { input: () => ({ title: "Another" }) },
  "project.read": project,
  "project.edit": { input: (h) => ({ ...ofProject(h), version: 0, patch: { title: "Renamed" } }) },
  "project.counts": project,
  "project.examples": project,
  "project.fields": project,
  "project.annotators": project,
  "project.memberCount": project,
  "sample.list": project,
  "sample.read": { input: (h) => ({ sampleId: h.sampleId }) },
  "acquisition.read": { input: (h) => ({ acquisitionId: h.acquisitionId }) },
  "object.list": { input: (h) => ({ ...ofProject(h), filter: { samples: [h.sampleId] } }) },
  "object.order": { input: (h) => ({ ...ofProject(h), filter: { samples: [h.sampleId] } }) },
  "object.places": { input: (h) => ({ ...ofProject(h), order: h.orderId, from: 0 }) },
  "object.count": { input: (h) => ({ ...ofProject(h), filter: { acquisitions: [h.acquisitionId] } }) },
  "object.counts": { input: (h) => ({ ...ofProject(h), filter: { objects: h.objects } }) },
  "object.find": { input: (h) => ({ ...ofProject(h), ids: h.originalIds }) },
  "object.neighbours": { input: (h) => ({ ...ofProject(h), objectId: h.objects[2] }) },
  "object.read": { input: (h) => ({ objectId: h.objects[2] }) },
  "object.outline": { input: (h) => ({ objectId: h.objects[2] }) },
  "object.divisions": { input: (h) => ({ objectId: h.objects[2] }) },
  "object.multiples": project,
  "object.separate": {
    run: true,
    input: (h) => ({
      objectId: h.objects[2],
      batchId: newBatch(),
      lines: [
        [
          [0, 0],
          [2, 2],
        ],
      ],
    }),
  },
  // The example's objects do not say where they lie in their scan.
  "object.join": { input: (h) => ({ ...ofProject(h), batchId: newBatch(), objects: h.objects.slice(1) }), but: ["invalid"] },
  "division.putBack": { input: (h) => ({ divisionId: h.divisionId, batchId: newBatch() }) },
  "object.history": { input: (h) => ({ objectId: h.objects[2] }) },
  "object.masks": { input: (h) => ({ objects: h.objects }) },
  "object.vignettes": { input: (h) => ({ objects: h.objects }) },
  "vignette.read": { input: (h) => ({ vignetteId: h.vignetteId }) },
  "annotation.label": {
    input: (h) => ({ ...ofProject(h), batchId: newBatch(), target: { by: "ids", objects: named(h.objects.slice(1)) }, change }),
    ownPart: true,
  },
  "annotation.labelByFilter": {
    input: (h) => ({
      ...ofProject(h),
      batchId: newBatch(),
      target: { by: "filter", filter: { objects: h.objects.slice(1) }, expected: 2 },
      change,
    }),
  },
  "annotation.changes": { input: (h) => ({ ...ofProject(h), after: 0 }) },
  "annotation.rejections": { input: (h, land) => ({ ...ofProject(h), taxonId: land.taxa.get("Copepoda") }) },
  "annotation.reject": {
    input: (h, land) => ({ ...ofProject(h), taxonId: land.taxa.get("Copepoda"), objects: h.objects.slice(1, 2) }),
    ownPart: true,
  },
  "annotation.drawChecks": { input: (h, land) => ({ ...ofProject(h), ...interval(h, land) }) },
  // An interval of three objects has too few that could be checked.
  "annotation.acceptInterval": {
    input: (h, land) => ({ ...ofProject(h), ...interval(h, land), batchId: newBatch(), checked: h.objects.slice(0, 1) }),
    but: ["invalid"],
  },
  "annotation.undo": { input: (h) => ({ ...ofProject(h), batchId: newBatch() }), but: ["notFound"] },
  "annotation.redo": { input: (h) => ({ ...ofProject(h), batchId: newBatch() }), but: ["notFound"] },
  "annotation.revert": { input: (h) => ({ ...ofProject(h), of: h.batchId, batchId: newBatch() }), but: ["conflict"] },
  "history.list": project,
  // Whoever sees some samples only sees their own gestures.
  "history.batch": { input: (h) => ({ ...ofProject(h), batchId: h.batchId }), but: ["notFound"] },
  "object.corrections": { input: (h) => ({ objectId: h.objects[2] }) },
  "check.list": project,
  "acquisition.particles": { input: (h) => ({ acquisitionId: h.acquisitionId }) },
  "acquisition.overview": { input: (h) => ({ acquisitionId: h.acquisitionId }) },
  "acquisition.scan": { input: (h) => ({ acquisitionId: h.acquisitionId, x: 0, y: 0, width: 100, height: 100 }), but: ["notFound"] },
  "check.unsigned": project,
  "check.sign": { input: (h) => ({ acquisitionId: h.acquisitionId, comment: "looked at" }), but: ["forbidden"] },
  "check.withdraw": { input: (h) => ({ acquisitionId: h.acquisitionId }) },
  "view.list": project,
  "view.save": { input: (h) => ({ ...ofProject(h), name: "mine", query: "state=validated" }) },
  // One's own views, and managers those that others share: the example belongs to the project's first manager.
  "view.delete": { input: (h) => ({ viewId: h.viewId }), but: ["forbidden"] },
  "view.preferences": project,
  "view.prefer": { input: (h) => ({ ...ofProject(h), value: { tile: 120 } }) },
};
