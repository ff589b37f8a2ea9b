import { type Examples, nothing, ofProject, project } from "./example.fixture.ts";

/** Who does what, second opinions, learning to see. */
export const together: Examples = {
  "assignment.list": project,
  "assignment.add": { input: (h) => ({ ...ofProject(h), name: "Copepods", query: "state=predicted", persons: [h.manager] }) },
  "assignment.edit": {
    input: (h) => ({ assignmentId: h.assignmentId, name: "Copepods", persons: [h.manager], dueOn: null, closed: false }),
  },
  "assignment.remove": { input: (h) => ({ assignmentId: h.assignmentId }) },
  "comment.list": { input: (h) => ({ objectId: h.objects[2] }) },
  "comment.recent": project,
  "comment.add": { input: (h) => ({ objectId: h.objects[2], text: "an egg sac?" }) },
  // One's own, and managers anybody's: the example is of the project's first manager.
  "comment.remove": { input: (h) => ({ commentId: h.commentId }), but: ["forbidden"] },
  "opinion.status": project,
  "opinion.set": { input: (h) => ({ ...ofProject(h), share: 5, managerSees: true }) },
  "opinion.next": project,
  // Shown to the project's first manager.
  "opinion.answer": { input: (h) => ({ opinionId: h.opinionId, taxonId: null }), but: ["conflict"] },
  "opinion.agreement": project,
  // Without a project it is the site's sheet that is read.
  "sheet.read": { input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId }) },
  "sheet.site": {
    input: (_h, land) => ({ taxonId: land.taxa.get("Calanus"), version: 0, text: "long antennae", lookAlikes: [], objectIds: [] }),
  },
  "sheet.project": {
    input: (h) => ({ ...ofProject(h), taxonId: h.localTaxonId, version: 0, text: "with eggs", objectIds: [h.objects[2]] }),
  },
  "practice.list": project,
  // One taxon is nothing to practise.
  "practice.publish": { input: (h) => ({ ...ofProject(h), name: "First week", filter: { samples: [h.sampleId] } }), but: ["invalid"] },
  "practice.open": { input: (h) => ({ practiceId: h.practiceId, open: true }) },
  "practice.next": { input: (h) => ({ practiceId: h.practiceId }) },
  "practice.answer": { input: (h, land) => ({ practiceId: h.practiceId, ordinal: 1, taxonId: land.taxa.get("Copepoda") }) },
  "practice.result": { input: (h) => ({ practiceId: h.practiceId }) },
  "practice.keys": nothing,
  "practice.keysDone": { input: () => ({ seconds: 90, errors: 1 }) },
  "assignment.mine": nothing,
  "assignment.campaign": nothing,
  "assignment.campaignCsv": nothing,
};
