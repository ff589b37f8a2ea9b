import { type Db, protocolsOf } from "@nauplius/db";
import type { ProjectId } from "@nauplius/domain";

/** Who confirmed which version, newest first. */
export const protocolHistory = async (db: Db, project: ProjectId) =>
  (await protocolsOf(db, project)).map(({ version, name, confirmedBy, confirmedAt }) => ({ version, name, confirmedBy, confirmedAt }));
