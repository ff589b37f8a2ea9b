export { type Archive, type ArchiveEntry, ArchiveFault, type ArchiveKind } from "./archive/archive.ts";
export { type ClassFolder, classFolders, type FoundImage, imageFolders, imageOfRow, imagesOf } from "./archive/classes.ts";
export { zooscanDerived } from "./archive/derive-columns.ts";
export { type DiscoverOptions, type Discovery, discover, type ImportKind, type TableFile } from "./archive/discover.ts";
export { type ArchiveLimits, defaultArchiveLimits } from "./archive/limits.ts";
export { type OpenOptions, openArchive } from "./archive/open.ts";
export { isImageName } from "./archive/paths.ts";
export { type NewEntry, writeZip } from "./archive/write-zip.ts";
export { type BatchFiles, openBatchFiles, standIn } from "./batch/files.ts";
export { matchBatch } from "./batch/match.ts";
export { type MeasureOptions, measureTable } from "./batch/measure-table.ts";
export { type Preview, previewOfUnit } from "./batch/preview.ts";
export { navigationOf } from "./batch/recordings.ts";
export { segmentUnit, type UnitDone, type UnitWork } from "./batch/segment-unit.ts";
export type { BatchMatch, BatchUnit } from "./batch/unit.ts";
export type { DividedObject, DividedPart, DivideTask } from "./divide/divide.tasks.ts";
export { divideObjects } from "./divide/divide.ts";
export { drawPlate } from "./plate/plate.ts";
export { openAvi } from "./readers/avi/open.ts";
export { digestFile } from "./readers/digest.ts";
export { openFrameFolder } from "./readers/folder.ts";
export {
  type Frame,
  type FrameHeader,
  type FrameSource,
  ReaderFault,
  type ScanHeader,
  type ScanSource,
  type ScanStrip,
} from "./readers/source.ts";
export { defaultScanLimits, type ScanLimits } from "./readers/tiff/header.ts";
export { openTiff } from "./readers/tiff/open.ts";
export { featureNamesOf } from "./segment/engines.ts";
export { type ImagePool, openImagePool } from "./segment/images/image-pool.ts";
export { type ImagesOptions, segmentImages } from "./segment/images/segment-images.ts";
export type { EngineChoice, MeasuredFeatures, SegmentedObject } from "./segment/object.ts";
export { type ObjectPool, openObjectPool } from "./segment/object-pool.ts";
export type { SegmentOptions, SegmentProgress, SegmentSeconds, SegmentSummary } from "./segment/options.ts";
export {
  type BackgroundMethod,
  profileWith,
  type SegmentProfile,
  segmentProfiles,
  type ThresholdMethod,
} from "./segment/profile.ts";
export type { SegmentRefusal } from "./segment/refusal.ts";
export type { Rejected, RejectedObject } from "./segment/rejected.ts";
export { type ScanFiles, type ScanSummary, segmentScan } from "./segment/scan/segment-scan.ts";
export { type StreamSummary, segmentStream } from "./segment/stream/segment-stream.ts";
export type { TaskFailure } from "./threads/failure.ts";
export { openPool, type Pool, type PoolOptions, type TaskOptions } from "./threads/pool.ts";
export { applyVignetteSettings, type BurnOptions, burnScaleBar } from "./vignette/burn.ts";
export { type DecodedImage, decodeGrey, decodeImage } from "./vignette/decode.ts";
export { deriveVignette } from "./vignette/derive.ts";
export { encodeJpeg, encodePng, thumbnail } from "./vignette/encode.ts";
export { inspectImage } from "./vignette/inspect.ts";
export {
  type DerivedVignette,
  defaultLimits,
  type Encoded,
  type ImageFormat,
  type ImageHeader,
  type ImageInput,
  type ImageRefusal,
  imageFormats,
  type RefusedImage,
  type VignetteLimits,
  type VignetteProfile,
} from "./vignette/types.ts";
export type { BurnInput } from "./vignette/vignette.tasks.ts";
export { openVignettePool, type VignettePool, type VignettePoolOptions } from "./vignette/vignette-pool.ts";
