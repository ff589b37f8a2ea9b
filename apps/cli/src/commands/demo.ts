import { type CommandDefinition, type Ending, exitCodes, type Invocation, refused } from "../command.ts";
import { makeDemo } from "../demo/make.ts";
import { withInstance } from "../instance.ts";

export const demo: CommandDefinition = {
  name: "demo",
  summary: "make the demo project: synthetic plankton with known truth, partly validated",
  describe: (command) =>
    command.addHelpText("after", "\nDoing it twice adds nothing. The demo is an ordinary project: delete it when you no longer need it."),
  run,
};

async function run({ data, json, signal }: Invocation): Promise<Ending> {
  const tell = (sentence: string) => json || process.stderr.write(`${sentence}\n`);
  return withInstance({ data, worker: true, signal }, async ({ ctx, url }) => {
    const made = await makeDemo(ctx, { signal, tell });
    if (!made.ok) return refused(made.error);
    const { project, run, objects, images } = made.value;
    const address = url === null ? null : `${url}/projects/${project}`;
    const what = run === null ? "The demo project stands already" : `The demo project is ready, with ${objects} objects`;
    const text = `${what}: ${address ?? `project ${project}; \`npm start\` shows it`}`;
    return { exit: exitCodes.done, json: { project, run, objects, images, url: address }, text };
  });
}
