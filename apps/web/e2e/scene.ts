import { ask, operator, type Person, settled, upload } from "./api.ts";
import { classFolders } from "./drawn.ts";
import { tarOf } from "./tar.ts";

export const person = (name: string, mark: string): Person => ({
  name,
  email: `${name.toLowerCase()}-${mark}@example.org`,
  password: `plankton ${mark} ${name}`,
});

/** An account, made as people get one: invited by an administrator, accepted with the link. */
export async function addPerson(who: Person): Promise<void> {
  const { url } = await ask<{ url: string }>(operator, "POST", "admin/invitations", { email: who.email });
  const answer = await fetch(new URL("/api/v1/links/accept", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: new URL(url).searchParams.get("token"), account: { name: who.name, password: who.password } }),
  });
  if (!answer.ok) throw new Error(`${who.email} has no account: ${answer.status} ${await answer.text()}`);
}

const idOf = async (who: Person): Promise<string> => {
  const [found] = await ask<{ id: string }[]>(operator, "GET", `people/search?q=${encodeURIComponent(who.email)}`);
  if (found === undefined) throw new Error(`nobody is ${who.email}`);
  return found.id;
};

export const addMember = async (project: number, who: Person, role: string): Promise<unknown> =>
  ask(operator, "PUT", `projects/${project}/members/${await idOf(who)}`, { role, sampleIds: [], expiresAt: null });

export const grantSite = async (who: Person, role: "taxonEditor" | "admin"): Promise<unknown> =>
  ask(operator, "PUT", `admin/people/${await idOf(who)}/roles/${role}`, {});

export const addProject = async (title: string): Promise<number> => (await ask<{ id: number }>(operator, "POST", "projects", { title })).id;

/** Files of one batch into a project, imported as they are named; taxa that are not known are made at the top of the tree. */
export async function importFiles(project: number, files: Readonly<Record<string, Buffer>>, options: object): Promise<void> {
  const source = { from: "upload", upload: await upload(operator, "batch.tar", tarOf(files)) };
  const { run } = await ask<{ run: number }>(operator, "POST", `projects/${project}/imports`, { source, options });
  let now = await settled(operator, run);
  if (now.state === "asking") {
    const taxa = Object.fromEntries(
      (now.questions?.taxa ?? []).map(({ key }) => [key, { create: key, under: null, kind: "phylogenetic" }]),
    );
    await ask(operator, "POST", `runs/${run}/answers`, { answers: { taxa } });
    now = await settled(operator, run);
  }
  if (now.state !== "done") throw new Error(`the import ended as ${now.state}: ${now.reason}`);
}

/** Predicted objects of drawn classes. */
export const importDrawn = (project: number, classes: Readonly<Record<string, number>>): Promise<void> =>
  importFiles(project, classFolders(classes), { mode: "classes", classState: "predicted" });
