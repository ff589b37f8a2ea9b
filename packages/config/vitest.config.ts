import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL("../../", import.meta.url));
const setup = (name: string) => fileURLToPath(new URL(`../testing/src/setup/${name}.ts`, import.meta.url));
/** No package depends on it, so that none can ship it: tests find it by this name alone. */
const alias = {
  "@nauplius/testing": fileURLToPath(new URL("../testing/src", import.meta.url)),
  // As apps/web/tsconfig.json has it.
  "@": fileURLToPath(new URL("../../apps/web/src", import.meta.url)),
};
const filesOf = (kind: string) => [`**/*.${kind}.test.{ts,tsx}`];
const notOurs = ["**/node_modules/**", "**/.next/**", "**/generated/**"];

/** The whole instances that take minutes, the longest last: begun first, so that no core waits for them in the end. */
const longest = ["chaos/training.start", "chaos/ecology.start", "commands/commands.start", "rights/rights.start", "chaos/chaos.start"];
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => longest.findLastIndex((name) => moduleId.includes(`/${name}.test.`));
    return (await super.sort(files)).toSorted((a, b) => place(b) - place(a));
  }
}

/** A project a kind of test: the suffix of the file says what must run beside it. */
export default defineConfig({
  root,
  test: {
    // Time limits end what hangs; how fast anything is, benchmarks say.
    // All cores: much of a test is waiting for the database or a process.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "pure",
          // Files share their processes, so that what many of them import is read once. Those with a database do not: pg's parsers are one for a process.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...notOurs, ...["db", "queue", "start", "alone"].flatMap(filesOf)],
        },
      },
      {
        test: {
          name: "db",
          include: filesOf("db"),
          exclude: notOurs,
          globalSetup: setup("postgres"),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "queue",
          include: filesOf("queue"),
          exclude: notOurs,
          globalSetup: [setup("postgres"), setup("redis")],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Whole instances as processes.
        test: {
          name: "start",
          include: filesOf("start"),
          exclude: notOurs,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // What measures how long a start and a stop take, with nothing beside it.
        test: {
          name: "alone",
          include: filesOf("alone"),
          exclude: notOurs,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ].map((project) => ({ root, resolve: { alias }, ...project })),
  },
});
