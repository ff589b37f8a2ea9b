import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { dumpDatabase } from "@nauplius/db/backup/dump";
import { DatabaseProblem } from "@nauplius/db/problem";
import { copyOut } from "../backup/blobs.ts";
import { writeBackup } from "../backup/folder.ts";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { withInstance } from "../instance.ts";

export const backup: CommandDefinition = {
  name: "backup",
  summary: "copy everything of an instance into a folder, while it runs; into the same folder again only what is new",
  describe: (command) => command.requiredOption("--out <dir>", "folder of the backup: empty, new, or that of an earlier backup"),
  run,
};

async function run({ options, data, signal }: Invocation): Promise<Ending> {
  const folder = pathOf(String(options.out));
  await refuseForeign(folder);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  return withInstance({ data, worker: false, signal }, async ({ ctx, databaseUrl }) => {
    const blobs = join(folder, "storage");
    say("Copying the vignettes…");
    await copyOut(ctx.storage, blobs, signal);
    say("Writing the rows…");
    const madeAt = ctx.clock.now().toISOString();
    const database = `database-${madeAt.replaceAll(/[:.]/g, "-")}`;
    const tables = await dumpDatabase(databaseUrl, join(folder, database), { signal });
    // Once more: what came in between the first look and the moment of the rows.
    const copied = await copyOut(ctx.storage, blobs, signal);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    await writeBackup(folder, { madeAt, database, rows, ...copied });
    await removeEarlier(folder, database);
    const text = `Backup in ${folder}: ${rows} rows, ${copied.files} files, ${(copied.bytes / 1e9).toFixed(2)} GB.`;
    return { exit: exitCodes.done, json: { folder, madeAt, rows, ...copied }, text };
  });
}

async function refuseForeign(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new DatabaseProblem(`The folder ${folder} cannot be made: choose another with --out DIR.`);
  });
  const foreign = (await readdir(folder)).filter((name) => !/^(storage|backup\.json(\.new)?|database-[\w-]+)$/.test(name));
  if (foreign.length > 0)
    throw new DatabaseProblem(`${folder} holds other things (${foreign.slice(0, 3).join(", ")}): choose an empty folder.`);
}

async function removeEarlier(folder: string, kept: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith("database-") && name !== kept) await rm(join(folder, name), { recursive: true });
  }
}
