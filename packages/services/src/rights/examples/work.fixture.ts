import { type Examples, newBatch, nothing, ofProject, project } from "./example.fixture.ts";

const bytes = async function* () {
  yield new TextEncoder().encode("id\tparent\tname\n");
};

const formulas = [{ purpose: "pixelSize", text: "ssm.pixel_size", variables: { "ssm.pixel_size": "um/px" } }];

/** Runs, imports, exports, corrections, the site. */
export const work: Examples = {
  "run.read": { input: (h) => ({ runId: h.runs.failed }) },
  "run.log": { input: (h) => ({ runId: h.runs.failed }) },
  "run.list": project,
  "run.mine": nothing,
  "run.all": nothing,
  "run.cancel": { input: (h) => ({ runId: h.runs.asking }) },
  "run.retry": { input: (h) => ({ runId: h.runs.failed }) },
  "run.answer": { input: (h) => ({ runId: h.runs.asking, answers: {} }), but: ["invalid"] },
  "import.start": {
    input: (h) => ({ ...ofProject(h), source: { from: "upload", upload: h.uploadId }, options: {} }),
    but: ["notFound"],
  },
  "segment.start": {
    input: (h) => ({ ...ofProject(h), profile: "zooscan", source: { from: "upload", upload: h.uploadId }, name: "June" }),
    but: ["notFound"],
  },
  "segment.list": project,
  "segment.read": { input: (h) => ({ segmentationId: h.segmentationId }) },
  "segment.match": { input: (h) => ({ segmentationId: h.segmentationId }) },
  "segment.describe": { input: (h) => ({ unitId: h.unitId, settings: { asIs: true } }) },
  "segment.settings": { input: (h) => ({ segmentationId: h.segmentationId, settings: { threshold: 240 } }) },
  "segment.run": { input: (h) => ({ segmentationId: h.segmentationId, units: [h.unitId] }) },
  // Its run is over: nothing is left to be cancelled.
  "segment.cancel": { input: (h) => ({ segmentationId: h.segmentationId, units: [h.unitId] }), but: ["conflict"] },
  "segment.preview": { input: (h) => ({ unitId: h.unitId }) },
  "segment.picture": { input: (h) => ({ unitId: h.unitId }) },
  "import.uploads": nothing,
  "import.deleteUpload": { input: (h) => ({ uploadId: h.uploadId }), but: ["notFound"] },
  "import.folder": { input: ofProject, but: ["notFound", "unsupported", "forbidden"] },
  "import.problems": { input: (h) => ({ runId: h.runs.failed }) },
  "import.problemCounts": { input: (h) => ({ runId: h.runs.failed }) },
  "import.problemsCsv": { input: (h) => ({ runId: h.runs.failed }) },
  "export.start": { input: (h) => ({ ...ofProject(h), options: { format: "csv", filter: { samples: [h.sampleId] } } }) },
  "statistics.project": project,
  "quantity.protocol": project,
  "quantity.try": { input: (h) => ({ ...ofProject(h), formulas }) },
  "quantity.confirm": {
    input: (h) => ({ ...ofProject(h), name: "Nets", before: 0, formulas, unlikely: ["pixelSize"] }),
    but: ["forbidden", "conflict"],
  },
  "quantity.start": { input: (h) => ({ ...ofProject(h), what: ["concentrations"], samples: [h.sampleId] }), but: ["conflict"] },
  "quantity.read": { input: (h) => ({ ...ofProject(h), what: ["concentrations"], samples: [h.sampleId] }), but: ["conflict"] },
  "plate.start": { run: true, input: (h) => ({ ...ofProject(h), filter: { samples: [h.sampleId] } }) },
  "plate.file": { input: (h) => ({ runId: h.runs.plate, name: "plate.pdf" }), but: ["notFound", "forbidden"] },
  "export.backup": project,
  "export.again": { input: (h) => ({ ...ofProject(h), runId: h.runs.done }), but: ["conflict"] },
  "export.file": { input: (h) => ({ runId: h.runs.done, name: "none.csv" }), but: ["notFound", "forbidden"] },
  "correct.preview": {
    input: (h) => ({ ...ofProject(h), correction: { do: "moveObjects", target: { by: "ids", ids: h.objects }, to: h.otherAcquisitionId } }),
  },
  "correct.rows": { input: (h) => ({ ...ofProject(h), level: "object", filter: { samples: [h.sampleId] } }) },
  "correct.start": {
    run: true,
    input: (h) => ({
      ...ofProject(h),
      batchId: newBatch(),
      correction: { do: "trash", level: "object", target: { by: "ids", ids: h.objects } },
    }),
  },
  "trash.list": project,
  "project.trashed": nothing,
  // An import of the example waits for answers.
  "project.trash": { input: (h) => ({ ...ofProject(h), batchId: newBatch() }), but: ["busy"] },
  "project.restore": { input: (h) => ({ ...ofProject(h), batchId: newBatch() }), but: ["conflict"] },
  "worker.list": nothing,
  "site.examine": nothing,
  "usage.read": nothing,
  "usage.work": nothing,
  "space.preparations": project,
  "space.rules": project,
  "space.prepare": { input: (h) => ({ ...ofProject(h), name: "Living", before: 0 }), but: ["conflict"] },
  "space.start": { input: (h) => ({ ...ofProject(h), preparationId: h.preparationId, k: 20 }) },
  "space.sweep": { input: (h) => ({ spaceId: h.spaceId, ks: [2] }), but: ["forbidden", "gone"] },
  "space.place": { input: (h) => ({ spaceId: h.spaceId }), but: ["forbidden", "conflict"] },
  "space.nameGroups": { input: (h) => ({ spaceId: h.spaceId, names: [] }), but: ["forbidden"] },
  "space.region": { input: (h) => ({ spaceId: h.spaceId, region: [{ axis: 0, from: -1, to: 1 }] }), but: ["forbidden"] },
  "space.readRegion": { input: (h) => ({ spaceId: h.spaceId, runId: h.runs.done }), but: ["notFound", "forbidden"] },
  "space.remove": { input: (h) => ({ spaceId: h.spaceId }), but: ["forbidden", "conflict"] },
  "space.list": project,
  "space.read": { input: (h) => ({ spaceId: h.spaceId }), but: ["forbidden"] },
  "space.file": { input: (h) => ({ spaceId: h.spaceId, name: "axes.csv" }), but: ["notFound", "forbidden"] },
  "usage.publish": { input: () => ({ public: false }) },
  "taxon.startLoad": { input: () => ({ file: "taxa.tsv", bytes: bytes() }), but: ["invalid"] },
  "taxon.load": { input: () => ({ file: "taxa.tsv", bytes: bytes() }), but: ["invalid"] },
};
