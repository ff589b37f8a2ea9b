import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process and of all that it started, in MB, sampled; Linux. */
export type Memory = { readonly worker: number; readonly whole: number };

const rss = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

const parentOf = (pid: number): number => {
  try {
    // The name in brackets may hold spaces and brackets.
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[1],
    );
  } catch {
    return 0;
  }
};

function family(root: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const below = (pid: number): number[] => parents.filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return [root, ...below(root)];
}

/** Watches until `stop`, which gives the peaks: of the worker's own process, and of it with its image processes at one moment. */
export function watchMemory(pid: number, everyMs = 200): { stop: () => Memory } {
  const peak = { worker: 0, whole: 0 };
  const look = () => {
    const all = family(pid).map(rss);
    peak.worker = Math.max(peak.worker, all[0] ?? 0);
    peak.whole = Math.max(
      peak.whole,
      all.reduce((sum, one) => sum + one, 0),
    );
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
