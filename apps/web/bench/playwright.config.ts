import { defineConfig } from "@playwright/test";
import journeys from "../playwright.config.ts";

/** Figures of the page in a browser: on an instance of their own, one after the other. */
export default defineConfig({
  ...journeys,
  testDir: ".",
  testMatch: "*.bench.ts",
  globalSetup: "./instance.ts",
  projects: [{ name: "bench" }],
  workers: 1,
  timeout: 900_000,
  use: { ...journeys.use, trace: "off", screenshot: "off", viewport: { width: 1440, height: 900 } },
});
