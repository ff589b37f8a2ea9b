import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "@nauplius/db/problem";

/** Everything of an instance lies below one folder. */
export type DataFolder = {
  root: string;
  postgres: string;
  storage: string;
  logs: string;
  secrets: string;
  instance: string;
  dumps: string;
};

export function dataFolder(root: string): DataFolder {
  const below = (name: string) => join(root, name);
  return {
    root,
    postgres: below("postgres"),
    storage: below("storage"),
    logs: below("logs"),
    secrets: below("secrets.json"),
    instance: below("instance.json"),
    dumps: below("dumps"),
  };
}

export function ensureDataFolder(folder: DataFolder): void {
  try {
    for (const path of [folder.root, folder.storage, folder.logs]) {
      mkdirSync(path, { recursive: true });
      accessSync(path, constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOSPC") throw new DatabaseProblem(`The disk that holds ${folder.root} is full: free at least 200 MB and start again.`);
    throw new DatabaseProblem(
      `The folder ${folder.root} is not writable (${code}): change its owner, or choose another folder with --data DIR.`,
    );
  }
}
