import { expect, test } from "vitest";
import { makeCommand } from "../command.ts";
import { commands } from "../commands.ts";

test.each(Object.entries(commands))(
  "%s tells in its help what it is for, where it works and that it can speak JSON",
  async (name, load) => {
    const definition = await load();
    const help = makeCommand(definition).helpInformation();
    expect(definition.name).toBe(name);
    expect(help).toMatch(new RegExp(`^Usage: ${name} `));
    expect(help.replaceAll(/\s+/g, " ")).toContain(definition.summary);
    expect(help).toMatch(/--data <dir>/);
    expect(help).toMatch(/--json/);
  },
);
