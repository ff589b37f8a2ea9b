import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { endingOf, exitCodes, makeCommand } from "./command.ts";
import { commandsFor } from "./commands.ts";
import { root } from "./place.ts";

const settings = join(root, ".env");
if (existsSync(settings)) process.loadEnvFile(settings);

const program = new Command("nauplius")
  .description("Nauplius turns plankton images into data.")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 refused or failed, 2 questions to answer, 64 wrong usage, 130 cancelled. Logs go to stderr.",
  );
for (const definition of await commandsFor(process.argv[2])) program.addCommand(makeCommand(definition));
for (const command of [program, ...program.commands]) command.exitOverride().showHelpAfterError("(--help shows how)");

try {
  if (process.argv.length <= 2) {
    program.outputHelp({ error: true });
    process.exitCode = exitCodes.usage;
  } else {
    await program.parseAsync();
  }
} catch (error) {
  const ending = endingOf(error);
  if (ending.exit !== exitCodes.done && process.argv.includes("--json")) console.log(JSON.stringify(ending.json));
  process.exitCode = ending.exit;
}
