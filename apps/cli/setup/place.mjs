import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const cliFolder = join(root, "apps/cli");
export const webFolder = join(root, "apps/web");
/** What set-up remembers; deleting node_modules forgets it, as it should. */
export const stateFolder = join(root, "node_modules/.nauplius");
