import { readFileSync } from "node:fs";
import { z } from "zod";

export type Tally = { passed: number; failed: number; skipped: number };
export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

const vitestReport = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** A file that could not even be read counts as one failure, and so does an error outside of any test. */
export function tallyOfVitest(reportFile: string, exitCode: number): Tally {
  const { testResults } = vitestReport.parse(JSON.parse(readFileSync(reportFile, "utf8")));
  const states = testResults.flatMap((file) => file.assertionResults.map((assertion) => assertion.status));
  const count = (wanted: (status: string) => boolean) => states.filter(wanted).length;
  const unread = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"));
  const failed = count((status) => status === "failed") + unread.length;
  const passed = count((status) => status === "passed");
  return atLeastOneFailure({ passed, failed, skipped: states.length - passed - (failed - unread.length) }, exitCode);
}

export function tallyOfPlaywright(reportFile: string, exitCode: number): Tally {
  const { stats, errors } = playwrightReport.parse(JSON.parse(readFileSync(reportFile, "utf8")));
  const failed = stats.unexpected + errors.length;
  return atLeastOneFailure({ passed: stats.expected + stats.flaky, failed, skipped: stats.skipped }, exitCode);
}

/** A runner that says no must never end in "0 failed". */
export const atLeastOneFailure = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
