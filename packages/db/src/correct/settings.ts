import { sql, type Tx } from "../sql/connection.ts";

/** An acquisition with its process: what pixel size, part and dialect follow from, and what they are now. */
export type AcquisitionSettings = {
  readonly id: number;
  readonly instrument: string;
  readonly acquisition: Record<string, string>;
  readonly process: Record<string, string>;
  readonly pixelSize: number | null;
  readonly subPart: number | null;
  readonly stale: string[];
  readonly processId: number | null;
  readonly dialect: string | null;
};

/** Settings above the given acquisitions or processes, locked. */
export const settingsFor = (tx: Tx, level: "acquisition" | "process", ids: readonly number[]): Promise<AcquisitionSettings[]> =>
  tx.rows(sql`
    select a.id, a.instrument, a.free as acquisition, coalesce(p.free, '{}') as process, a.pixel_size as "pixelSize", a.sub_part as "subPart", coalesce(a.stale, '{}') as stale,
      p.id as "processId", p.dialect
    from acquisition a left join process p on p.acquisition_id = a.id
    where ${level === "acquisition" ? sql`a.id` : sql`p.id`} = any(${[...ids]}::bigint[]) and a.trash_id is null order by a.id for update of a`);

/** The sub-sampling part as read from the settings: a copy for sorting and counting, no value of its own. */
export const setSubParts = (tx: Tx, parts: readonly { id: number; value: number | null }[]): Promise<number> =>
  parts.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
      update acquisition a set sub_part = u.value from unnest(${parts.map((p) => p.id)}::bigint[], ${parts.map((p) => p.value)}::float8[]) as u(id, value)
      where a.id = u.id`);
