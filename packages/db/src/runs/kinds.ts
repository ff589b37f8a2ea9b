import { sql } from "../sql/connection.ts";

/** Runs that load objects: until they are published nobody sees what they wrote. Written out, so that the planner finds the partial index. */
export const bringsObjects = sql`('importBatch', 'segmentUnit')`;
