import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const MB = 1024 * 1024;
const GB = 1024 * MB;

export type ServerSettings = { port: number; durable: boolean };

/** Given on the command line, so that a newer version of the program brings its own and nobody edits a stale file. */
export function settingsFor(dir: string, { port, durable }: ServerSettings): string[] {
  const shared = Math.round(Math.min(512 * MB, Math.max(32 * MB, totalmem() / 8)) / MB);
  const disk = statfsSync(dir);
  const free = disk.bavail * disk.bsize;
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.round(totalmem() / 2 / MB)}MB`,
    maintenance_work_mem: "128MB",
    max_wal_size: free > 20 * GB ? "4GB" : "512MB",
    wal_level: "minimal",
    max_wal_senders: 0,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    ...sharedMemory(),
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Containers often give /dev/shm 64 MB, which parallel queries overflow. */
function sharedMemory(): Record<string, string> {
  if (process.platform !== "linux") return {};
  const shm = statfsSync("/dev/shm");
  return shm.blocks * shm.bsize < 256 * MB ? { dynamic_shared_memory_type: "mmap" } : {};
}
