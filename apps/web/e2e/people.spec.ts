import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, request, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Team ${mark}`;
const [nora, tom] = [person("Nora", mark), person("Tom", mark)];

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await addPerson(tom);
  project = await addProject(title);
  await importDrawn(project, { [`Socia${mark}`]: 8 });
});

const fresh = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();
/** The link that is shown once, to be passed on. */
const shownLink = async (page: Page): Promise<string> => {
  const text = await page.getByRole("dialog").getByRole("status").locator("code").textContent();
  return text ?? "";
};
const useForm = async (page: Page, who: { email: string; password: string }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByRole("textbox", { name: "Password" }).fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};
const isIn = (page: Page, name: string) => expect(page.getByRole("button", { name })).toBeVisible();

test("what a browser filled in before the page listened is what is sent", async ({ browser }) => {
  const page = await fresh(browser);
  // The scripts come when the fields are filled, as over a slow network.
  let letScriptsCome = () => {};
  const filled = new Promise<void>((resolve) => {
    letScriptsCome = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await filled;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill(tom.email);
  await page.getByRole("textbox", { name: "Password" }).fill(tom.password);
  const listens = () => Object.keys(document.querySelector("form") ?? {}).some((key) => key.startsWith("__reactProps"));
  expect(await page.evaluate(listens)).toBe(false);
  letScriptsCome();
  await page.waitForFunction(listens);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await isIn(page, tom.name);
});

test("an administrator invites somebody to the site; the link makes the account, once", async ({ page, browser }) => {
  await signIn(page, operator);
  await page.goto("/admin/people");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("dialog").getByLabel("E-mail").fill(nora.email);
  await page.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText(`Pass this link to ${nora.email}`)).toBeVisible();
  const link = await shownLink(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText("Not yet accepted.")).toBeVisible();

  const theirs = await fresh(browser);
  await theirs.goto(link);
  await expect(theirs.getByText(`${operator.name} invites you to Nauplius`)).toBeVisible();
  await expect(theirs.getByLabel("E-mail")).toHaveValue(nora.email);
  await theirs.getByLabel("Name", { exact: true }).fill(nora.name);
  await theirs.getByRole("textbox", { name: "Password" }).fill("nora");
  await theirs.getByRole("button", { name: "Make my account" }).click();
  await expect(theirs.getByText(/needs at least 10 characters/)).toBeVisible();
  await theirs.getByRole("textbox", { name: "Password" }).fill(nora.password);
  await theirs.getByRole("button", { name: "Make my account" }).click();
  await isIn(theirs, nora.name);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This invitation is over" })).toBeVisible();
  await theirs.context().close();
  await page.reload();
  await expect(page.locator(`[data-person="${nora.email}"]`)).toBeVisible();
});

test("a wrong password is refused without telling whether there is such an account", async ({ page }) => {
  await useForm(page, { email: nora.email, password: "not her password" });
  const known = page.getByText("E-mail or password is not right.");
  await expect(known).toBeVisible();
  await useForm(page, { email: `nobody-${mark}@example.org`, password: "not her password" });
  await expect(known).toBeVisible();
  await useForm(page, nora);
  await isIn(page, nora.name);
  await page.getByRole("button", { name: nora.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a link to a new password signs its owner in and ends the old password", async ({ page, browser }) => {
  await signIn(page, operator);
  await page.goto(`/admin/people?q=${encodeURIComponent(nora.email)}`);
  await page.getByRole("button", { name: `Actions for ${nora.name}` }).click();
  await page.getByRole("menuitem", { name: "Link to a new password" }).click();
  await expect(page.getByText(`Pass this link to ${nora.name}`)).toBeVisible();
  const link = await shownLink(page);

  const theirs = await fresh(browser);
  await theirs.goto(link);
  await theirs.getByRole("textbox", { name: "Password" }).fill(`${nora.password} anew`);
  await theirs.getByRole("button", { name: "Set password" }).click();
  await isIn(theirs, nora.name);
  await theirs.context().close();
  const again = await fresh(browser);
  await useForm(again, nora);
  await expect(again.getByText("E-mail or password is not right.")).toBeVisible();
  await useForm(again, { ...nora, password: `${nora.password} anew` });
  await isIn(again, nora.name);
  await again.context().close();
});

test("a manager takes in a trainee, whose labels are proposals; as an annotator they count", async ({ page, browser }) => {
  await signIn(page, operator);
  await page.goto(`/projects/${project}/members`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Who" }).fill(tom.email);
  await page.getByRole("option", { name: tom.email }).click();
  await dialog.getByRole("radio", { name: "Trainee" }).check();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const line = page.locator("[data-member]").filter({ hasText: tom.email });
  await expect(line).toContainText("Trainee");

  const theirs = await fresh(browser);
  await signIn(theirs, tom);
  await theirs.goto(`/projects/${project}/objects`);
  const tile = theirs.getByRole("option").first();
  await expect(tile.locator("img")).toBeVisible();
  await theirs.keyboard.press("ArrowRight");
  await theirs.keyboard.press("Enter");
  await expect(tile).toHaveAttribute("data-state", "proposed");
  await expect(theirs.getByTestId("outbox")).toHaveText("all saved");

  await line.getByRole("button", { name: `Change ${tom.name}` }).click();
  await page.getByRole("menuitem", { name: "Change role and limits" }).click();
  await dialog.getByRole("radio", { name: "Annotator" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(line).toContainText("Annotator");
  await theirs.reload();
  await expect(tile).toHaveAttribute("data-state", "proposed");
  await expect(tile.locator("img")).toBeVisible();
  await theirs.keyboard.press("ArrowRight");
  await theirs.keyboard.press("Enter");
  await expect(tile).toHaveAttribute("data-state", "validated");
  await expect(theirs.getByTestId("outbox")).toHaveText("all saved");

  await line.getByRole("button", { name: `Change ${tom.name}` }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(line).toHaveCount(0);
  expect((await theirs.goto(`/projects/${project}/objects`))?.status()).toBe(404);
  await theirs.context().close();
});

test("whoever is invited to a project makes an account and lands there; the used link leads on", async ({ browser }) => {
  const ida = { email: `ida-${mark}@example.org`, password: `sieve ${mark} ida` };
  const invited = { email: ida.email, role: "annotator", sampleIds: [], expiresAt: null };
  const { url } = await ask<{ url: string }>(operator, "POST", `projects/${project}/invitations`, invited);
  const theirs = await fresh(browser);
  await theirs.goto(url);
  await theirs.getByLabel("Name", { exact: true }).fill(`Ida ${mark}`);
  await theirs.getByRole("textbox", { name: "Password" }).fill(ida.password);
  await theirs.getByRole("button", { name: "Make my account" }).click();
  await expect(theirs).toHaveURL(new RegExp(`/projects/${project}$`));
  await theirs.goto(url);
  await theirs.getByRole("link", { name: "To your projects" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await theirs.context().close();
});

test("a token does for a script what it was made for, no more, and no longer than it is wanted", async ({ page }) => {
  await signIn(page, operator);
  await page.goto("/account");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(`survey ${mark}`);
  await dialog.getByRole("button", { name: "Make token" }).click();
  await expect(page.getByText("Copy the token now: it is not shown again.")).toBeVisible();
  const token = await shownLink(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  const script = await request.newContext({
    baseURL: process.env.NAUPLIUS_URL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await script.get(`/api/v1/projects/${project}`)).status()).toBe(200);
  expect((await script.post("/api/v1/projects", { data: { title: "by a script" } })).status()).toBe(403);
  expect((await script.get("/api/v1/account/tokens")).status()).toBe(403);

  const line = page.getByText(`survey ${mark}`).locator("xpath=ancestor::*[.//button][1]");
  await line.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("The token no longer works")).toBeVisible();
  expect((await script.get(`/api/v1/projects/${project}`)).status()).toBe(401);
  await script.dispose();
});
