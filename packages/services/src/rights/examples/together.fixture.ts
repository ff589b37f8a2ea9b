import { type Examples, nothing, ofProject, project } from "./example.fixture.ts";

/** Who does what, second opinions, learning to see. */
export const together: Examples = {
  "assignment.list": project,
  "assignment.add": { input: (h) => ({ ...ofProject(h), name: "Copepods", query: "state=predicted", persons: [h.manager] }) },
  "assignment.edit": {
    input: (h) => ({ assignmentId: h.assignmentId, name: "Copepods", persons: [h.manager], dueOn: null, closed: false }),
  },
  "assignment.remove": { input: (h) => ({ assignmentId: h.assignmentId }) },
  "assignment.mine": nothing,
  "assignment.campaign": nothing,
  "assignment.campaignCsv": nothing,
};
