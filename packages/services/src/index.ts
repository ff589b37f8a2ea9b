export type {
  AcquisitionRow,
  Annotator,
  CorrectedRow,
  HistoryBatch,
  HistoryEntry,
  LabelledRow,
  MemberRow,
  ModelClassRow,
  ModelEvent,
  ModelRow,
  ModelSummary,
  NamedTrash,
  ObjectCorrection,
  ObjectDetail,
  ObjectPrediction,
  ObjectRow,
  OpenInvitation,
  ParticleSummary,
  PersonSummary,
  ProjectRow,
  ProjectSummary,
  RunRow,
  SampleRow,
  SampleSummary,
  SavedView,
  SessionRow,
  ShownObject,
  TableRow,
  TaxonCount,
  TaxonName,
  TokenRow,
  TrashedProject,
} from "@nauplius/db";
export { type Grant, grantFor, sightOf } from "./access.ts";
export * from "./annotation/changes.ts";
export type { Changed, Conflict, GestureResult } from "./annotation/gesture.ts";
export * from "./annotation/interval.ts";
export * from "./annotation/label.ts";
export * from "./annotation/label-filter.ts";
export * from "./annotation/label-run.ts";
export { type Reverted, revertBatch } from "./annotation/revert.ts";
export * from "./annotation/undo.ts";
export * from "./annotation/undo-run.ts";
export { readOverview } from "./check/overview.ts";
export { readScanWindow } from "./check/scan-window.ts";
export { type AcquisitionCheck, listChecks, signOff, unsignedSamplesHere, withdrawSignOff } from "./check/verbs.ts";
export * from "./comment/verbs.ts";
export type { Actor, Context, Log, Mail, SiteSettings } from "./context.ts";
export { actingUser } from "./context.ts";
export type { Preview } from "./correct/preview.ts";
export { purgeExpired } from "./correct/purge.ts";
export { type CorrectionTable, correctionRows, type TableColumn } from "./correct/rows.ts";
export { runCorrection } from "./correct/run.ts";
export * from "./correct/trash-verbs.ts";
export { previewCorrection, startCorrection } from "./correct/verbs.ts";
export { listMultiples } from "./divide/multiples.ts";
export type { DividePorts } from "./divide/ports.ts";
export { putBackDivision } from "./divide/put-back.ts";
export { readDivisions, readOutline } from "./divide/read.ts";
export { type DivideDependencies, runDivision } from "./divide/run.ts";
export { joinObjects, separateObject } from "./divide/verbs.ts";
export * from "./export/download.ts";
export type { ExportFile } from "./export/keep.ts";
export type { ExportPorts, ZipEntry } from "./export/ports.ts";
export { type ExportDependencies, runExport } from "./export/run.ts";
export * from "./export/start.ts";
export * from "./history/list.ts";
export * from "./history/read.ts";
export { type Compaction, compactPacks } from "./house/compact.ts";
export { keepHouse, sweepHouse } from "./house/keep.ts";
export { clearIfOver } from "./import/clear.ts";
export * from "./import/folder.ts";
export { importBatch } from "./import/import-batch.ts";
export { actingFor, importerOf } from "./import/importer.ts";
export * from "./import/input.ts";
export type { ImportDependencies } from "./import/job.ts";
export type { PersonQuestion } from "./import/names/people.ts";
export type { TaxonQuestion } from "./import/names/taxa.ts";
export type { ImportPorts } from "./import/ports.ts";
export * from "./import/problems.ts";
export type { ImportQuestions } from "./import/questions.ts";
export type { ImportResult } from "./import/result.ts";
export { startImport } from "./import/start.ts";
export type { UpdatePreview } from "./import/update/compare.ts";
export * from "./import/uploads.ts";
export { askComparisons } from "./learn/compare/ask.ts";
export { runComparison } from "./learn/compare/run.ts";
export * from "./learn/compare/verbs.ts";
export { runMap } from "./learn/map/run.ts";
export * from "./learn/map/verbs.ts";
export type { LearningPorts, RunningModel, Seen, Trained, Training, TrainingProgress } from "./learn/ports.ts";
export { explainObject, runExplanation } from "./learn/predict/explain.ts";
export { type PredictDependencies, runPrediction } from "./learn/predict/run.ts";
export * from "./learn/predict/similar.ts";
export * from "./learn/predict/start.ts";
export { type ModelParcel, modelKey, registerModel } from "./learn/registry/register.ts";
export { type CheckModelDependencies, runCheckModel, uploadModel } from "./learn/registry/upload.ts";
export * from "./learn/registry/verbs.ts";
export { runTraining, type TrainDependencies } from "./learn/train/run.ts";
export { chooseSet, sourceOf } from "./learn/train/set.ts";
export * from "./learn/train/start.ts";
export { logOptions, plainError } from "./log.ts";
export * from "./object/counts.ts";
export * from "./object/find.ts";
export * from "./object/history.ts";
export * from "./object/order.ts";
export * from "./object/read.ts";
export * from "./object/vignette.ts";
export * from "./object/vignettes.ts";
export * from "./object/window.ts";
export type { Agreement } from "./opinion/agreement.ts";
export * from "./opinion/verbs.ts";
export * from "./people/account/password.ts";
export * from "./people/account/profile.ts";
export * from "./people/account/sessions.ts";
export * from "./people/account/tokens.ts";
export * from "./people/admin/people.ts";
export * from "./people/admin/roles.ts";
export { acceptInvitation, readLink } from "./people/links/accept.ts";
export * from "./people/links/invite.ts";
export type { Handed } from "./people/links/issue.ts";
export * from "./people/links/register.ts";
export * from "./people/links/reset.ts";
export * from "./people/links/welcome.ts";
export * from "./people/members/members.ts";
export * from "./people/members/search.ts";
export { runPlate } from "./plate/run.ts";
export * from "./plate/verbs.ts";
export * from "./practice/keys.ts";
export * from "./practice/verbs.ts";
export * from "./project/create.ts";
export * from "./project/edit.ts";
export * from "./project/examples.ts";
export * from "./project/fields.ts";
export { forgetUnused } from "./project/forget.ts";
export * from "./project/list.ts";
export * from "./project/read.ts";
export type { Completeness } from "./quantity/completeness.ts";
export type { FigureRow } from "./quantity/figures.ts";
export type { MeanRow } from "./quantity/means.ts";
export { protocolInput } from "./quantity/protocol.ts";
export { runCount, startQuantities } from "./quantity/run.ts";
export type { SpectrumRow } from "./quantity/spectra.ts";
export type { Trial } from "./quantity/trial.ts";
export * from "./quantity/verbs.ts";
export { defaultStaleMs, type Executor, executeRun, type RunHandle, type RunOutcome } from "./run/execute.ts";
export { oneAtATime } from "./run/one-at-a-time.ts";
export * from "./run/recent.ts";
export * from "./run/sweep.ts";
export * from "./run/verbs.ts";
export { type CastProfile, castProfile, readCastParticles } from "./sample/particles.ts";
export * from "./sample/verbs.ts";
export { matchUnits, previewUnit, type SegmentDependencies, segmentUnit } from "./segment/jobs.ts";
export { removeLostScans } from "./segment/keep.ts";
export type { Matched, Segmented, SegmentPorts } from "./segment/ports.ts";
export * from "./segment/run-units.ts";
export * from "./segment/verbs.ts";
export * from "./sheet/verbs.ts";
export { type DemoMember, declineDemo, noteDemo, type OpenDemo, openDemo, wantsDemo } from "./site/demo/open.ts";
export type { DemoState } from "./site/demo/state.ts";
export { examineSite, type Finding } from "./site/examine.ts";
export {
  fileOfSpace,
  keepWithSpace,
  nameGroups,
  placeInput,
  placeSamples,
  removeSpace,
  sweepInput,
  sweepSpace,
} from "./space/after.ts";
export { type SpaceIndividuals, spaceIndividuals } from "./space/individuals.ts";
export { type SpaceInput, spaceInput } from "./space/input.ts";
export { type KeptSpace, keepSpace } from "./space/keep.ts";
export { proposeRules } from "./space/recipe.ts";
export { keepRegion, readRegion, regionInput, startRegion } from "./space/region.ts";
export * from "./space/verbs.ts";
export * from "./statistics/project.ts";
export * from "./taxon/edit/add.ts";
export { type ChangeInput, changeTaxon } from "./taxon/edit/change.ts";
export * from "./taxon/edit/preview.ts";
export * from "./taxon/edit/unmerge.ts";
export { runLoadTaxonomy } from "./taxon/load/job.ts";
export { type LoadCounts, type LoadExample, type LoadPreview, loadTaxonomy } from "./taxon/load/load.ts";
export * from "./taxon/load/verbs.ts";
export * from "./taxon/local/aliases.ts";
export * from "./taxon/local/in-use.ts";
export * from "./taxon/local/preset.ts";
export * from "./taxon/local/taxa.ts";
export * from "./taxon/read/examples.ts";
export * from "./taxon/read/flags.ts";
export * from "./taxon/read/history.ts";
export * from "./taxon/read/summary.ts";
export { readTaxon, type TaxonPlaces, taxonPlaces } from "./taxon/read/taxon.ts";
export * from "./taxon/read/tree.ts";
export * from "./taxon/relabel/local.ts";
export { runRelabelTaxa } from "./taxon/relabel/run.ts";
export * from "./taxon/search.ts";
export { usableTaxon } from "./taxon/usable.ts";
export { countUsage } from "./usage/count.ts";
export * from "./usage/verbs.ts";
export * from "./usage/work.ts";
export { invalidInput, type Outcome, type Verb, verb } from "./verb.ts";
export * from "./view/preferences.ts";
export * from "./view/saved.ts";
export * from "./work/assignments.ts";
export { type CampaignLine, campaignCsv, readCampaign } from "./work/campaign.ts";
export * from "./work/mine.ts";
export type { Progress } from "./work/progress.ts";
export * from "./worker/list.ts";
export * from "./worker/presence.ts";
