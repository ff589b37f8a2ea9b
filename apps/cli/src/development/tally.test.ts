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

const fileWith = (status: string, ...states: string[]) => ({ status, assertionResults: states.map((state) => ({ status: state })) });

describe("the tally of vitest", () => {
  test("counts tests by what became of them", () => {
    const report = reportOf({ testResults: [fileWith("failed", "passed", "failed", "skipped"), fileWith("passed", "passed", "pending")] });
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test("a file that could not be loaded is a failure", () => {
    expect(tallyOfVitest(reportOf({ testResults: [fileWith("failed"), fileWith("passed", "passed")] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("an exit code without a failed test is a failure", () => {
    expect(tallyOfVitest(reportOf({ testResults: [fileWith("passed", "passed")] }), 1).failed).toBe(1);
  });
});

describe("the tally of Playwright", () => {
  test("counts a flaky test as passed and an error outside of tests as failed", () => {
    const report = reportOf({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: "setup" }] });
    expect(tallyOfPlaywright(report, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
});

test("sums add up", () => {
  expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  });
});
