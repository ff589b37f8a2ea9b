import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { add, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(content: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const fileWith = (status: string, ...states: string[]) => ({
  name: "net.test.ts",
  status,
  message: "no such module",
  assertionResults: states.map((state) => ({
    status: state,
    fullName: `is ${state}`,
    failureMessages: ["\u001b[31mexpected 1\u001b[39m"],
  })),
});

describe("the tally of vitest", () => {
  test("counts tests by what became of them, and names those that failed", () => {
    const report = reportOf({ testResults: [fileWith("failed", "passed", "failed", "skipped"), fileWith("passed", "passed", "pending")] });
    expect(tallyOfVitest(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: 2,
      failures: ["net.test.ts: is failed\n  expected 1"],
    });
  });

  test("a file that could not be loaded is a failure", () => {
    expect(tallyOfVitest(reportOf({ testResults: [fileWith("failed"), fileWith("passed", "passed")] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: ["net.test.ts: the file could not be run\n  no such module"],
    });
  });

  test("an exit code without a failed test is a failure", () => {
    expect(tallyOfVitest(reportOf({ testResults: [fileWith("passed", "passed")] }), 1)).toMatchObject({
      failed: 1,
      failures: [expect.stringContaining("ended with 1")],
    });
  });
});

describe("the tally of Playwright", () => {
  test("counts a flaky test as passed and an error outside of tests as failed, and names what failed", () => {
    const bad = { title: "opens", file: "open.spec.ts", ok: false, tests: [{ results: [{ error: { message: "no door" } }] }] };
    const good = { ...bad, ok: true };
    const report = reportOf({
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: "setup" }],
      suites: [{ specs: [good], suites: [{ specs: [bad] }] }],
    });
    expect(tallyOfPlaywright(report, 1)).toEqual({
      passed: 4,
      failed: 2,
      skipped: 2,
      failures: ["open.spec.ts: opens\n  no door", "outside of any test: error\n  setup"],
    });
  });
});

test("sums add up", () => {
  expect(add({ passed: 1, failed: 2, skipped: 3, failures: ["a"] }, { passed: 10, failed: 20, skipped: 30, failures: ["b"] })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
    failures: ["a", "b"],
  });
});
