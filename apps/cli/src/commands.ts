import type { CommandDefinition } from "./command.ts";

/** Every command of `nauplius`, in the order of its help; loaded when it is asked for, since most need the whole product. */
export const commands = {
  start: async () => (await import("./commands/start.ts")).start,
  demo: async () => (await import("./commands/demo.ts")).demo,
  import: async () => (await import("./commands/import.ts")).importCommand,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  learn: async () => (await import("./commands/learn.ts")).learn,
  segment: async () => (await import("./commands/segment.ts")).segment,
  measure: async () => (await import("./commands/measure.ts")).measure,
  morphospace: async () => (await import("./commands/morphospace.ts")).morphospace,
  diversity: async () => (await import("./commands/diversity.ts")).diversity,
  taxonomy: async () => (await import("./commands/taxonomy.ts")).taxonomy,
  users: async () => (await import("./commands/users.ts")).users,
  backup: async () => (await import("./commands/backup.ts")).backup,
  restore: async () => (await import("./commands/restore.ts")).restore,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  migrate: async () => (await import("./commands/migrate.ts")).migrate,
} as const satisfies Record<string, () => Promise<CommandDefinition>>;

/** The one that was asked for, or all of them for the general help. */
export async function commandsFor(name: string | undefined): Promise<CommandDefinition[]> {
  const asked = Object.entries(commands).filter(([known]) => known === name);
  const loaded = asked.length > 0 ? asked : Object.entries(commands);
  return Promise.all(loaded.map(([, load]) => load()));
}
