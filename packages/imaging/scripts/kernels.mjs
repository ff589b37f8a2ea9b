// Compiles src/kernel/kernels.as.ts and writes the bytes that the package exports. Run it after any change of a *.as.ts file.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileKernels } from "./compile.mjs";

const target = fileURLToPath(new URL("../src/kernel/generated/wasm.ts", import.meta.url));
const [own, shared] = [await compileKernels({ shared: false }), await compileKernels({ shared: true })];
const text = (name, bytes) => `export const ${name} =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
await writeFile(target, `// Made by scripts/kernels.mjs from src/kernel/*.as.ts.\n${text("ownWasm", own)}${text("sharedWasm", shared)}`);
console.log(`${target}: ${own.length} and ${shared.length} bytes`);
