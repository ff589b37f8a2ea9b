import type { PlateForm } from "@nauplius/domain";
import { openPool } from "../threads/pool.ts";
import type { PlateInput } from "./plate.tasks.ts";

export type PlateFile = { readonly name: string; readonly bytes: Uint8Array };
type Watch = { readonly signal: AbortSignal; readonly onPage: (done: number, pages: number) => void };

/** Draws a plate in a process of its own: a picture that was damaged in the storage takes nothing else with it. */
export async function drawPlate(
  plate: PlateInput & { readonly form: PlateForm },
  { signal, onPage }: Watch,
): Promise<{ pages: number; files: PlateFile[] }> {
  const { form, ...input } = plate;
  const pool = openPool<typeof import("./plate.tasks.ts")>({
    ...{ module: new URL("./plate.tasks.ts", import.meta.url), size: 1, isolation: "process", heapMb: 1024, limitMs: 600_000 },
  });
  const done = <T>(outcome: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
    signal.throwIfAborted();
    if (!outcome.ok) throw new Error(`the plate could not be drawn: ${outcome.error.message}`);
    return outcome.value;
  };
  try {
    const pages = done(await pool.run("countPages", { objects: input.objects.map((o) => ({ ...o, bytes: null })) }, { signal }));
    onPage(0, pages);
    if (form === "pdf") return { pages, files: [{ name: "plate.pdf", bytes: done(await pool.run("drawPdf", input, { signal })) }] };
    const files: PlateFile[] = [];
    for (let page = 0; page < pages; page++) {
      files.push({ name: `plate-${page + 1}.png`, bytes: done(await pool.run("drawPng", { ...input, page }, { signal })) });
      onPage(page + 1, pages);
    }
    return { pages, files };
  } finally {
    await pool.close();
  }
}
