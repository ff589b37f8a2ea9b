import { readdirSync, readFileSync } from "node:fs";

/** Peak resident memory of this process and of every process under it, MiB (Linux; elsewhere of this process alone). */
export function peakMemory(): { readonly own: number; readonly children: number[] } {
  const peakOf = (pid: string): number => {
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  };
  try {
    const children = readdirSync("/proc/self/task").flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, "utf8").trim().split(" ").filter(Boolean),
    );
    return { own: peakOf("self"), children: children.map(peakOf) };
  } catch {
    return { own: process.memoryUsage().rss / 1024 / 1024, children: [] };
  }
}

export type Rate = { readonly images: number; readonly seconds: number };

export async function timed(images: number, run: () => Promise<unknown>): Promise<Rate> {
  const start = performance.now();
  await run();
  return { images, seconds: (performance.now() - start) / 1000 };
}

export const perSecond = ({ images, seconds }: Rate): number => Math.round(images / seconds);
