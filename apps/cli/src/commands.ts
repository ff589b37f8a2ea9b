import type { CommandDefinition } from "./command.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { start } from "./commands/start.ts";

/** Every command of `nauplius`, in the order of its help. */
export const commands: readonly CommandDefinition[] = [start, importCommand, exportCommand];
