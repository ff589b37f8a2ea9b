import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const cliFolder = join(root, "apps/cli");
export const webFolder = join(root, "apps/web");
export const workerFolder = join(root, "apps/worker");
