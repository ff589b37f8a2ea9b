// npm test: every test of the product, and as the last line what became of them. `npm test -- pure db` runs parts; `large` only when asked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, webFolder } from "../place.ts";
import { findChromium } from "./chromium.ts";
import { runNode } from "./run.ts";
import { add, nothing, type Tally, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

const unitParts = ["pure", "db", "queue"];
const instanceParts = ["start", "alone"];
const browserParts = { e2e: ["stranger", "journeys"], large: ["large"] } as const;
const known = [...unitParts, ...instanceParts, ...Object.keys(browserParts)];
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !known.includes(part));
if (unknown.length > 0) {
  process.stderr.write(`npm test knows the parts ${known.join(", ")} and not ${unknown.join(", ")}\n`);
  process.exit(64);
}
const isAsked = (part: string) => (asked.length === 0 && part !== "large") || asked.includes(part);
const reports = mkdtempSync(join(tmpdir(), "nauplius-test-"));

async function vitest(parts: readonly string[]): Promise<Tally> {
  const projects = parts.filter(isAsked).flatMap((part) => ["--project", part]);
  if (projects.length === 0) return nothing;
  const report = join(reports, `vitest-${projects.length}.json`);
  const config = ["--config", join(root, "packages/config/vitest.config.ts")];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runNode([join(root, "node_modules/vitest/vitest.mjs"), "run", ...config, ...projects, ...reporters]);
  return readReport(() => tallyOfVitest(report, code));
}

/** What needs the built pages: whole instances, and journeys in the browser. */
async function wholeInstances(): Promise<Tally> {
  if (![...instanceParts, ...Object.keys(browserParts)].some(isAsked)) return nothing;
  const code = await runNode([join(root, "apps/cli/bootstrap.mjs"), "build"]);
  if (code !== 0) return failure("the pages could not be built");
  return add(await vitest(instanceParts), await journeys());
}

async function journeys(): Promise<Tally> {
  const projects = Object.entries(browserParts).flatMap(([part, names]) => (isAsked(part) ? names : []));
  if (projects.length === 0) return nothing;
  const chromium = await findChromium();
  if (chromium === null) {
    return failure("The browser journeys need Chromium: install it, or set CHROMIUM_PATH to one.");
  }
  const report = join(reports, "playwright.json");
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const cli = join(webFolder, "node_modules/@playwright/test/cli.js");
  const code = await runNode([cli, "test", "--reporter=list,json", ...projects.map((name) => `--project=${name}`)], env, webFolder);
  return readReport(() => tallyOfPlaywright(report, code));
}

const failure = (what: string): Tally => ({ ...nothing, failed: 1, failures: [what] });

/** A runner that died before its report is a failure too. */
function readReport(read: () => Tally): Tally {
  try {
    return read();
  } catch (error) {
    return failure(`No report: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const total = add(await vitest(unitParts), await wholeInstances());
rmSync(reports, { recursive: true, force: true });
for (const one of total.failures) console.log(one);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
