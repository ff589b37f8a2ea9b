import type { CorrectionTable, HistoryBatch, Preview, TrashedProject, TrashRow } from "@nauplius/services";
import type { Wire } from "@/server/wire.ts";

export type TableData = Wire<CorrectionTable>;
export type PreviewData = Wire<Preview>;
export type TrashData = Wire<TrashRow>;
export type TrashedProjectData = Wire<TrashedProject>;
export type BatchData = Wire<HistoryBatch>;
