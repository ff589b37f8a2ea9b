import { join } from "node:path";
import { loadDump } from "@nauplius/db/backup/load";
import { DatabaseProblem } from "@nauplius/db/problem";
import { copyIn } from "../backup/blobs.ts";
import { readBackup } from "../backup/folder.ts";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { withInstance } from "../instance.ts";
import { dataFolder } from "../launcher/data-folder.ts";
import { runningInstance } from "../launcher/record.ts";

export const restore: CommandDefinition = {
  name: "restore",
  summary: "bring a backup back into a new, empty instance (--data DIR, or an empty DATABASE_URL)",
  describe: (command) => command.argument("<folder>", "folder that `backup` wrote"),
  run,
};

async function run({ args, data, signal }: Invocation): Promise<Ending> {
  const folder = pathOf(args[0] ?? "");
  const found = await readBackup(folder);
  const running = runningInstance(dataFolder(data).instance);
  if (running !== null)
    throw new DatabaseProblem(`Nauplius runs on ${data} (${running.url}): stop it, or restore into another folder with --data DIR.`);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  return withInstance({ data, worker: false, signal, migrate: false }, async ({ ctx, databaseUrl }) => {
    say("Copying the vignettes…");
    const copied = await copyIn(ctx.storage, join(folder, "storage"), signal);
    say("Loading the rows…");
    // Rows last and in one transaction: a restore that is cut off leaves an empty instance, and can be run again.
    const tables = await loadDump(databaseUrl, join(folder, found.database), { signal });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const text = `Restored the backup of ${found.madeAt}: ${rows} rows, ${copied.files} files.`;
    return { exit: exitCodes.done, json: { folder, madeAt: found.madeAt, rows, ...copied }, text };
  });
}
