import type { CorrectionTable, HistoryBatch, NamedTrash, Preview, TrashedProject } from "@nauplius/services";
import type { Wire } from "@/server/wire.ts";

export type TableData = Wire<CorrectionTable>;
export type PreviewData = Wire<Preview>;
export type TrashData = Wire<NamedTrash>;
export type TrashedProjectData = Wire<TrashedProject>;
export type BatchData = Wire<HistoryBatch>;
