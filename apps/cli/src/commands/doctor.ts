import { migrationStatus, serverVersion } from "@nauplius/db/migrate/status";
import { examineSite, type Finding } from "@nauplius/services";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, refused } from "../command.ts";
import { type Instance, withInstance } from "../instance.ts";

export const doctor: CommandDefinition = {
  name: "doctor",
  summary: "check an instance: versions, connections, disk, migrations, vignettes, counters, ledger",
  describe: (command) => command,
  run: ({ data, signal }: Invocation) => withInstance({ data, worker: false, signal }, examine),
};

async function examine({ ctx, databaseUrl }: Instance): Promise<Ending> {
  const result = await examineSite.call(ctx, {});
  if (!result.ok) return refused(result.error);
  const findings = [versionFinding(await serverVersion(databaseUrl)), await migrationFinding(databaseUrl), ...result.value.findings];
  const healthy = findings.every((finding) => finding.ok);
  const lines = findings.map(({ check, ok, message }) => `${ok ? "ok   " : "WRONG"} ${check}: ${message}`);
  return { exit: healthy ? exitCodes.done : exitCodes.refused, json: { healthy, findings }, text: lines.join("\n") };
}

function versionFinding(server: string): Finding {
  const postgres = /^PostgreSQL (\d+)(?:\.\d+)?/.exec(server);
  const facts = { node: process.versions.node, postgres: postgres?.[0] ?? server };
  const message = `Node ${facts.node}, ${facts.postgres}`;
  return { check: "versions", ok: Number(postgres?.[1] ?? 0) >= 16, message, facts };
}

async function migrationFinding(databaseUrl: string): Promise<Finding> {
  const { applied, pending, unknown, failed, edited } = await migrationStatus(databaseUrl);
  const troubles = { pending, unknown, failed, edited };
  const bad = Object.entries(troubles).filter(([, names]) => names.length > 0);
  const message =
    bad.length === 0
      ? `${applied.length} migrations are applied, none is missing`
      : bad.map(([what, names]) => `${what}: ${names.join(", ")}`).join("; ");
  return { check: "migrations", ok: bad.length === 0, message, facts: { applied: applied.length, ...troubles } };
}
