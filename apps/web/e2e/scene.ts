import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { drawFolders } from "./drawn.ts";
import { mustRun, nauplius } from "./nauplius.ts";

export type Person = { readonly email: string; readonly name: string; readonly password: string };
export const person = (name: string, mark: string): Person => ({
  name,
  email: `${name.toLowerCase()}-${mark}@example.org`,
  password: `plankton ${mark} ${name}`,
});

export const addPerson = (who: Person) => mustRun(["users", "add", who.email, "--name", who.name, "--password-stdin"], who.password);

type Question = { readonly key: string };

/** A project with predicted objects of drawn classes, imported as an operator imports them; unknown taxa are made. */
export async function importDrawn(title: string, classes: Readonly<Record<string, number>>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "nauplius-journey-"));
  try {
    await drawFolders(join(folder, "images"), classes);
    const args = ["import", join(folder, "images"), "--project", title, "--create", "--mode", "classes", "--class-state", "predicted"];
    const asked = await nauplius(args);
    if (asked.code === 0) return;
    const { taxa } = asked.json.questions as { taxa: readonly Question[] };
    const answers = { taxa: Object.fromEntries(taxa.map((q) => [q.key, { create: q.key, under: null, kind: "phylogenetic" }])) };
    await writeFile(join(folder, "answers.json"), JSON.stringify(answers));
    await mustRun([...args, "--answers", join(folder, "answers.json")]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const addMember = (title: string, who: Person, role: string) => mustRun(["users", "member", who.email, role, "--project", title]);

export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).last().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
