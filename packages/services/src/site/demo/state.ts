import { readSetting, type Tx, writeSetting } from "@nauplius/db";
import { projectId, runId } from "@nauplius/domain";
import { z } from "zod";

const key = "demo";

/** What became of the demo: refused at the first start, begun (with its upload and import, when it has them), or ready. */
const demoState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("declined") }),
  z.object({ state: z.literal("begun"), project: projectId, upload: z.string().nullable(), run: runId.nullable() }),
  z.object({ state: z.literal("ready"), project: projectId }),
]);
export type DemoState = z.output<typeof demoState>;

export async function readDemo(db: Tx): Promise<DemoState | null> {
  const value = await readSetting(db, key);
  return value === null ? null : demoState.parse(value);
}

export const writeDemo = (tx: Tx, state: DemoState, now: Date): Promise<number> => writeSetting(tx, key, state, now);
