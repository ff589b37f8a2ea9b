// What `npm start`, `npm test`, `npm run nauplius` and `npm run verify` run: plain Node, before anything is installed.
import { checkNode } from "./setup/node-version.mjs";

checkNode();

// Only now: what follows may use what an old Node does not know.
const { prepare } = await import("./setup/prepare.mjs");
const { runTypeScript } = await import("./setup/typescript.mjs");

const [mode = "start", ...rest] = process.argv.slice(2);
const args = mode === "start" ? ["start", ...rest] : rest;
const asksForHelp = args.includes("--help") || args.includes("-h");
const isServer = args[0] === "start" && !asksForHelp;

await prepare({ pages: isServer || mode === "build", isServer });

if (mode === "test" || mode === "verify") await runTypeScript(`development/${mode}.ts`, args);
else if (mode !== "build") await runTypeScript("main.ts", args);
