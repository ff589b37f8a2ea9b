import { type Examples, nothing, ofProject, project } from "./example.fixture.ts";

const token = "x".repeat(43);
const account = { name: "Newcomer", password: "four odd copepods swim" };

/** Accounts, links, members, tokens. */
export const people: Examples = {
  "account.read": nothing,
  "account.edit": { input: () => ({ name: "Renamed", organisation: "" }) },
  // Nobody's password, where they have one at all.
  "account.changePassword": { input: () => ({ current: "whatever", password: "nine medusae drift by" }), but: ["conflict", "invalid"] },
  "account.sessions": nothing,
  "account.revokeSession": { input: () => ({ sessionId: "none" }), but: ["notFound"] },
  "account.revokeOtherSessions": nothing,
  "account.tokens": nothing,
  "account.createToken": { input: () => ({ name: "script", scopes: ["read"], days: 7 }) },
  "account.revokeToken": { input: () => ({ tokenId: 1 }), but: ["notFound"] },
  "people.readLink": { input: () => ({ token }), but: ["notFound"] },
  "people.welcome": { input: () => ({ token, email: "w@example.org", ...account }), but: ["notFound"] },
  "people.acceptInvitation": { input: () => ({ token, account }), but: ["notFound"] },
  "people.resetPassword": { input: () => ({ token, password: account.password }), but: ["notFound"] },
  "people.requestReset": { input: () => ({ email: "w@example.org" }), but: ["unsupported"] },
  // Closed here, whoever asks: this site is not open for registration.
  "people.register": { input: () => ({ email: "w@example.org" }), but: ["forbidden"] },
  "people.inviteToProject": { input: (h) => ({ ...ofProject(h), email: "w@example.org", role: "viewer", sampleIds: [h.sampleId] }) },
  "people.projectInvitations": project,
  "people.revokeInvitation": { input: (h) => ({ linkId: h.invitationId }) },
  "people.inviteToSite": { input: () => ({ email: "w@example.org" }) },
  "people.siteInvitations": nothing,
  "people.search": { input: () => ({ q: "bystander" }) },
  "people.list": nothing,
  "people.add": { input: () => ({ email: "w@example.org", ...account }) },
  "people.block": { input: (_h, land) => ({ userId: land.account }) },
  "people.unblock": { input: (_h, land) => ({ userId: land.account }) },
  "people.confirmEmail": { input: (_h, land) => ({ userId: land.account }) },
  "people.createResetLink": { input: (_h, land) => ({ userId: land.account }) },
  "people.grantRole": { input: (_h, land) => ({ userId: land.account, role: "taxonEditor" }) },
  "people.revokeRole": { input: (_h, land) => ({ userId: land.account, role: "taxonEditor" }), but: ["notFound"] },
  "project.listMembers": project,
  "project.setMember": { input: (h, land) => ({ ...ofProject(h), userId: land.account, role: "viewer", sampleIds: [h.sampleId] }) },
  "project.removeMember": { input: (h) => ({ ...ofProject(h), userId: h.viewer }) },
};
