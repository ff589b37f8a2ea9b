import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;
// Chromium's own errands (updates, components, sync) look for servers that a laboratory network may lack.
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu"];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/instance.ts",
  outputDir: "test-results",
  // One instance serves all journeys; each makes its own projects and people.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A machine that also does other things is no failure: only what never comes is.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  // The first administrator's link works while there is none: the stranger comes before everybody else.
  projects: [
    { name: "stranger", testMatch: "loop.spec.ts" },
    { name: "journeys", testIgnore: ["loop.spec.ts", "large/**"], dependencies: ["stranger"] },
    // Minutes each, on data of its own: only where it is asked for.
    { name: "large", testMatch: "large/*.spec.ts" },
  ],
  reporter: "list",
  use: {
    actionTimeout: 60_000,
    // Known in the workers, which read this file again after the instance has started.
    baseURL: process.env.NAUPLIUS_URL,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: isRoot ? ["--no-sandbox", ...quiet] : quiet,
    },
  },
});
