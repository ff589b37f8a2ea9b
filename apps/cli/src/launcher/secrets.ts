import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseProblem } from "@nauplius/db/problem";
import { z } from "zod";

const secretsSchema = z.object({ databasePassword: z.string().min(16), authSecret: z.string().min(32) });
export type Secrets = z.output<typeof secretsSchema>;

/** Made once, readable by the owner alone, and kept: sessions and the database hang on them. */
export function readOrMakeSecrets(path: string): Secrets {
  return readSecrets(path) ?? makeSecrets(path);
}

function readSecrets(path: string): Secrets | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new DatabaseProblem(`${path} cannot be read: start as the user who owns it.`);
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new DatabaseProblem(`${path} is damaged: restore it from a backup, or the accounts' sessions and the database cannot be opened.`);
  }
}

/** Written aside and linked into place: never half there, and of two that make them at once one wins. */
function makeSecrets(path: string): Secrets {
  const secrets: Secrets = { databasePassword: randomBytes(24).toString("hex"), authSecret: randomBytes(32).toString("hex") };
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(aside, path);
    return secrets;
  } catch (error) {
    const winner = readSecrets(path);
    if (winner === null) throw error;
    return winner;
  } finally {
    rmSync(aside, { force: true });
  }
}
