import { type APIRequestContext, expect, type Locator, type Page, request } from "@playwright/test";
import { nauplius } from "./nauplius.ts";

export type Person = { readonly email: string; readonly name: string; readonly password: string };

/** The administrator of the instance of the journeys. The stranger's journey makes this account with the first sign-in link. */
export const operator: Person = { name: "Olga Operator", email: "operator@example.org", password: "a net hauled at midnight" };

const signedIn = new Map<string, Promise<APIRequestContext>>();

/** A person's own session, for requests; opened once. */
export function sessionOf(who: Person): Promise<APIRequestContext> {
  const known = signedIn.get(who.email) ?? open(who);
  signedIn.set(who.email, known);
  return known;
}

async function open(who: Person): Promise<APIRequestContext> {
  const api = await request.newContext({ baseURL: process.env.NAUPLIUS_URL });
  const enter = () => api.post("/api/auth/sign-in/email", { data: { email: who.email, password: who.password } });
  let answer = await enter();
  if (!answer.ok() && who === operator) {
    await nauplius(["users", "add", who.email, "--name", who.name, "--admin", "--password-stdin"], who.password);
    answer = await enter();
  }
  if (!answer.ok()) throw new Error(`${who.email} cannot sign in: ${answer.status()} ${await answer.text()}`);
  return api;
}

/** Gives the page a person's session, as if they had signed in there; the form has a journey of its own. */
export async function signIn(page: Page, who: Person): Promise<void> {
  const { cookies } = await (await sessionOf(who)).storageState();
  await page.context().addCookies(cookies);
}

type Chosen = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Chooses a file through its button, as a person does; again where the page did not listen yet. */
export const chooseFile = (page: Page, button: Locator, file: Chosen) => chooseFiles(page, button, [file]);

export const chooseFiles = (page: Page, button: Locator, files: Chosen[]) =>
  expect(async () => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser", { timeout: 2_000 }), button.click({ timeout: 2_000 })]);
    await chooser.setFiles(files);
  }).toPass({ timeout: 60_000 });

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request to the API that must succeed. */
export async function ask<T>(who: Person, method: Method, path: string, data?: object): Promise<T> {
  const answer = await (await sessionOf(who)).fetch(`/api/v1/${path}`, { method, ...(data === undefined ? {} : { data }) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export type Run = {
  readonly state: string;
  readonly reason: string;
  readonly questions: { readonly taxa: readonly { key: string }[] } | null;
};

/** A run when it has ended or asks. */
export async function settled(who: Person, run: number, timeout = 120_000): Promise<Run> {
  const look = () => ask<Run>(who, "GET", `runs/${run}`);
  await expect.poll(async () => (await look()).state, { timeout }).not.toMatch(/queued|running|lost/);
  return look();
}

/** Uploads a file in one request; its id. */
export async function upload(who: Person, name: string, content: Buffer): Promise<string> {
  const answer = await (await sessionOf(who)).post("/api/uploads", {
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(content.length),
      "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
      "content-type": "application/offset+octet-stream",
    },
    data: content,
  });
  if (answer.status() !== 201) throw new Error(`upload of ${name}: ${answer.status()} ${await answer.text()}`);
  const { location = "" } = answer.headers();
  return location.slice(location.lastIndexOf("/") + 1);
}
