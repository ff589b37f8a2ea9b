import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** What became of tests; each failure by its name and the beginning of its reason. */
export type Tally = { passed: number; failed: number; skipped: number; failures: readonly string[] };
export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});
const failure = z.object({ message: z.string().optional() });
const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ error: failure.optional() })) })),
});
type Suite = { specs: z.infer<typeof spec>[]; suites?: Suite[] | undefined };
const suite: z.ZodType<Suite> = z.object({ specs: z.array(spec), suites: z.lazy(() => z.array(suite)).optional() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(failure),
  suites: z.array(suite),
});

/** The log of a long run is often cut: its last lines must say what failed. */
const named = (where: string, what: string, reason = ""): string => {
  const words = stripVTControlCharacters(reason).slice(0, 600);
  return `${where}: ${what}${words === "" ? "" : `\n  ${words.trim().replaceAll("\n", "\n  ")}`}`;
};

/** A file that could not even be read counts as one failure, and so does an error outside of any test. */
export function tallyOfVitest(reportFile: string, exitCode: number): Tally {
  const { testResults } = vitestReport.parse(JSON.parse(readFileSync(reportFile, "utf8")));
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => ({ file: file.name, ...test })));
  const failed = tests.filter(({ status }) => status === "failed");
  const unread = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"));
  const passed = tests.filter(({ status }) => status === "passed").length;
  const failures = [
    ...failed.map((test) => named(test.file, test.fullName, test.failureMessages?.[0])),
    ...unread.map((file) => named(file.name, "the file could not be run", file.message)),
  ];
  return atLeastOneFailure({ passed, failed: failures.length, skipped: tests.length - passed - failed.length, failures }, exitCode);
}

export function tallyOfPlaywright(reportFile: string, exitCode: number): Tally {
  const { stats, errors, suites } = playwrightReport.parse(JSON.parse(readFileSync(reportFile, "utf8")));
  const reasonOf = (one: z.infer<typeof spec>) => one.tests.flatMap(({ results }) => results).findLast(({ error }) => error !== undefined);
  const failures = [
    ...specsOf(suites)
      .filter(({ ok }) => !ok)
      .map((one) => named(one.file, one.title, reasonOf(one)?.error?.message)),
    ...errors.map(({ message }) => named("outside of any test", "error", message)),
  ];
  const failed = stats.unexpected + errors.length;
  return atLeastOneFailure({ passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, failures }, exitCode);
}

const specsOf = (suites: readonly Suite[]): z.infer<typeof spec>[] => suites.flatMap((one) => [...one.specs, ...specsOf(one.suites ?? [])]);

/** A runner that says no must never end in "0 failed". */
const atLeastOneFailure = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed === 0
    ? { ...tally, failed: 1, failures: [`a runner ended with ${exitCode} although no test failed: its log says why`] }
    : tally;
