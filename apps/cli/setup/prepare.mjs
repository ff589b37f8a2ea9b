import { build, generate } from "./build.mjs";
import { stopRunning } from "./command.mjs";
import { install } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { SetupProblem, say } from "./problem.mjs";

/** Brings the clone to where TypeScript can run. Each step is skipped when its inputs did not change, and redone when it was cut off. */
export async function prepare({ pages, isServer }) {
  const stop = () => {
    stopRunning();
    process.exit(isServer ? 0 : 130);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
  try {
    await withLock(async () => {
      await install();
      await generate();
      if (pages) await build();
    });
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    if (error.log !== "") say(error.log.trimEnd());
    say(error.message);
    process.exit(1);
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
  }
}
