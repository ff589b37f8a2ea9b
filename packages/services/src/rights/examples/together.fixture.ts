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
  "assignment.mine": nothing,
  "assignment.campaign": nothing,
  "assignment.campaignCsv": nothing,
};
