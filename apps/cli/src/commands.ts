import type { CommandDefinition } from "./command.ts";
import { backup } from "./commands/backup.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { migrate } from "./commands/migrate.ts";
import { restore } from "./commands/restore.ts";
import { start } from "./commands/start.ts";
import { taxonomy } from "./commands/taxonomy.ts";
import { users } from "./commands/users.ts";

/** Every command of `nauplius`, in the order of its help. */
export const commands: readonly CommandDefinition[] = [
  start,
  demo,
  importCommand,
  exportCommand,
  taxonomy,
  users,
  backup,
  restore,
  doctor,
  migrate,
];
