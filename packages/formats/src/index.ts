export { type BlankFile, readBlankName, scanOfFile } from "./batch/file-kinds.ts";
export { type MatchedScan, matchScans, type ScanHeaders, type ScanMatch } from "./batch/match-scans.ts";
export { type MatchedCast, type MatchedVideo, matchCasts, matchVideos, type VideoMatch } from "./batch/match-videos.ts";
export { readLatitude, readLongitude } from "./cells/coordinate.ts";
export { printDate, readDate } from "./cells/date.ts";
export type { FileState } from "./cells/fields.ts";
export { isMissingWord, numberHint, printFloat32, printNumber, readNumber } from "./cells/number.ts";
export type { Cell, Refused } from "./cells/parsed.ts";
export { printTime, readTime } from "./cells/time.ts";
export { type BetweenRows, createBetweenRows } from "./ecotaxa/between-rows.ts";
export { dummyId, type Field, levelPrefixes, permalinkColumn } from "./ecotaxa/columns.ts";
export { type ConstantFault, type ConstantInput, type ConstantName, type Constants, checkConstants } from "./ecotaxa/constants.ts";
export type { FreeColumn, TableHeader, TableMode } from "./ecotaxa/header.ts";
export { type KnownTypes, typeKey } from "./ecotaxa/parse-row.ts";
export { type ReadOptions, readEcoTaxaTable, type TableEvent, type TableSummary } from "./ecotaxa/read.ts";
export type { EcoTaxaRow, RowAnnotation } from "./ecotaxa/row.ts";
export { createSeenKeys, type SeenKeys } from "./ecotaxa/seen.ts";
export { addSummaries, type ColumnSummary, columnType, missingCodes } from "./ecotaxa/summary.ts";
export { type DayPart, dayPart } from "./ecotaxa/sun.ts";
export { parseVignetteConfig, type VignetteConfig } from "./ecotaxa/vignette-config.ts";
export {
  annotationColumns,
  type CellKind,
  type ColumnOptions,
  type ExportCell,
  type ExportRow,
  exportColumns,
  type FreeExportColumn,
  type OutputColumn,
} from "./export/columns.ts";
export { type ExportManifest, manifestName, writeManifest } from "./export/manifest.ts";
export { type ParquetOptions, writeParquet } from "./export/parquet.ts";
export { type CsvOptions, disarmFormula, type TsvOptions, writeCsv, writeTsv } from "./export/text.ts";
export { type FlowcamEvent, type FlowcamField, type FlowcamObject, readFlowcamList } from "./flowcam/list.ts";
export { type IfcbEvent, type IfcbName, type IfcbTarget, readIfcbHeader, readIfcbName, readIfcbTargets } from "./ifcb/bin.ts";
export { type Fix, interpolateNavigation, longestGapMs, type Navigation, readMoment, readNavigation } from "./isiis/navigation.ts";
export { startOfName } from "./isiis/start-time.ts";
export { type PlanktoscopeMetadata, parsePlanktoscopeMetadata } from "./planktoscope/metadata.ts";
export { type Problem, type ProblemCode, type ProblemFacts, problem, problemCodes, type Severity } from "./problem.ts";
export { readTaxonomy, type TaxonomyForm, type TaxonomyReading } from "./taxonomy/read.ts";
export type { TaxonRow } from "./taxonomy/taxon-row.ts";
export { createDecoder, type DecodeReport, type Encoding } from "./text/decode.ts";
export { inNaturalOrder } from "./text/natural-order.ts";
export { createRecordReader, defaultTableLimits, type TableLimits, type TextRecord } from "./text/records.ts";
export { type CastEvent, type CastFiles, type CastImage, castFilesIn, nameOfCast, readCast } from "./uvp/cast.ts";
export { readUvpHeader, type UvpHeaderRow, uvpPixelSize } from "./uvp/header.ts";
export { type ParticleClass, type ParticleEvent, type ParticleImage, readUvp6Particles } from "./uvp/particles.ts";
export { createProfile, type ProfileImage, type ProfileRow, readParticleProfile } from "./uvp/profile.ts";
export { pixelsOfEsd, readUvpSettings, type Uvp6Acquisition, type UvpSettings, uvp6Acquisition } from "./uvp/settings.ts";
export { readUvp5Images, readUvp5Particles, type Uvp5Event, type Uvp5Image, type Uvp5Particle } from "./uvp/uvp5.ts";
export { parseZooscanLut, readZooscanConfig, type ZooscanConfig, type ZooscanLut } from "./zooscan/config.ts";
export { describeScan, type ScanDescription } from "./zooscan/describe.ts";
export { type Entry, type Fields, fieldOf, readZooscanMeta } from "./zooscan/fields.ts";
export { fieldsOfHeaders, type Headers } from "./zooscan/header-fields.ts";
export { type HeaderRow, type HeaderTable, readSampleHeaders, readScanHeaders } from "./zooscan/header-tables.ts";
export { type Instant, readInstant } from "./zooscan/instant.ts";
export { dayNightOfName, readScanName, type ScanName } from "./zooscan/names.ts";
export { type PidEvent, readPid } from "./zooscan/pid.ts";
export { type PositionStyle, readZooscanLatitude, readZooscanLongitude, zooscanStyle } from "./zooscan/position.ts";
export { type DeriveColumns, readZooscanScan, type ScanFiles } from "./zooscan/read-scan.ts";
