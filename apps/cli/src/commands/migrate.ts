import { migrationStatus } from "@nauplius/db/migrate/status";
import { type CommandDefinition, exitCodes } from "../command.ts";
import { withInstance } from "../instance.ts";

export const migrate: CommandDefinition = {
  name: "migrate",
  summary: "bring the database to this version and end; `start` does it by itself",
  describe: (command) => command,
  run: ({ data, signal }) =>
    withInstance({ data, worker: false, signal }, async ({ databaseUrl }) => {
      const { applied } = await migrationStatus(databaseUrl);
      const newest = applied.at(-1) ?? null;
      return {
        exit: exitCodes.done,
        json: { migrations: applied.length, newest },
        text: `${applied.length} migrations, the newest is ${newest}.`,
      };
    }),
};
