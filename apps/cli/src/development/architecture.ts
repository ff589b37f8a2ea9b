/** Who may import whom, as ARCHITECTURE.md says it; turbo.json holds the same, with what comes along indirectly. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  config: [],
  domain: [],
  imaging: ["domain"],
  ml: [],
  ecology: [],
  formats: ["domain"],
  synthetic: ["imaging", "domain"],
  pipelines: ["imaging", "ml", "ecology", "formats", "domain"],
  db: ["domain"],
  queue: ["domain"],
  storage: ["domain"],
  services: ["domain", "ml", "ecology", "formats", "db", "storage", "queue"],
  web: ["services", "domain", "imaging", "ml", "ecology", "db", "queue", "storage"],
  worker: ["services", "queue", "storage", "pipelines", "ecology", "domain", "db"],
  cli: ["services", "pipelines", "synthetic", "ecology", "domain", "db", "queue", "storage"],
  testing: ["domain", "imaging", "ml", "ecology", "formats", "synthetic", "pipelines", "db", "queue", "storage", "services"],
};

/** What a package reaches, directly or not. */
export function reach(name: string, found = new Set<string>()): Set<string> {
  for (const next of mayImport[name] ?? []) {
    if (found.has(next)) continue;
    found.add(next);
    reach(next, found);
  }
  return found;
}
