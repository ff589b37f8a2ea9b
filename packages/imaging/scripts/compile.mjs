// Also run by the test that proves the committed bytes.
import { readFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const source = new URL("../src/kernel/", import.meta.url);

/** @param {{ shared: boolean }} options - whether the imported memory is a SharedArrayBuffer */
export async function compileKernels({ shared }) {
  let bytes = new Uint8Array();
  const flags = ["--runtime", "stub", "--optimizeLevel", "3", "--noAssert", "--importMemory", "--initialMemory", "1"];
  const features = ["--enable", "simd", ...(shared ? ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"] : [])];
  const { error, stderr } = await asc.main(["kernels.as.ts", "--outFile", "kernels.wasm", ...flags, ...features], {
    readFile: (name) => readFile(new URL(name, source), "utf8").catch(() => null),
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) bytes = contents;
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  return bytes;
}
