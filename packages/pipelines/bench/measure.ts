import { readdirSync, readFileSync } from "node:fs";

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Decoding processes under this one (Linux; none are seen elsewhere). */
function decoders(): string[] {
  const threads = read("/proc/self/status") === "" ? [] : readdirSync("/proc/self/task");
  const children = threads.flatMap((thread) => read(`/proc/self/task/${thread}/children`).trim().split(" "));
  return children.filter((pid) => pid !== "" && read(`/proc/${pid}/cmdline`).includes("tinypool"));
}

const peakOf = (pid: string): number => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** Peak resident memory of this process and of each of its decoders, MiB. */
export const peakMemory = (): { readonly own: number; readonly decoders: number[] } => ({
  own: peakOf("self"),
  decoders: decoders().map(peakOf),
});

/** Seconds of processor time that this process and its decoders have used: unlike images/s, it does not depend on who else computes. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const ticks = decoders().map((pid) => {
    const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return (user + system) / 1e6 + ticks.reduce((sum, tick) => sum + tick, 0) / 100;
}

export type Rate = { readonly images: number; readonly seconds: number };

export async function timed(images: number, run: () => Promise<unknown>): Promise<Rate> {
  const start = performance.now();
  await run();
  return { images, seconds: (performance.now() - start) / 1000 };
}

export const perSecond = ({ images, seconds }: Rate): number => Math.round(images / seconds);
