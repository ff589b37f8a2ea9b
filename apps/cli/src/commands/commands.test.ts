import { expect, test } from "vitest";
import { makeCommand } from "../command.ts";
import { commands } from "../commands.ts";

const many = { timeout: 120_000 };

// Each loads what it needs, most of them the whole product.
test.each(Object.entries(commands))(
  "%s tells in its help what it is for, where it works and that it speaks JSON",
  many,
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
