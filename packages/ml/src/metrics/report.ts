import { expectedCalibrationError, type ReliabilityBin, reliability } from "./calibration.ts";
import {
  accuracyOf,
  balancedAccuracy,
  brayCurtis,
  type ClassScores,
  type Confusion,
  classScores,
  confusionOf,
  macroF1,
} from "./confusion.ts";
import { type Coverage, coverageAt } from "./coverage.ts";
import { bestOf, logLoss, type Scores, topK } from "./scores.ts";

export type Report = {
  readonly objects: number;
  /** Classes that occur among the objects. */
  readonly classes: number;
  readonly top1: number;
  readonly top5: number;
  readonly balancedAccuracy: number;
  readonly macroF1: number;
  readonly logLoss: number;
  readonly ece: number;
  readonly brayCurtis: number;
  /** At a precision of 0.95; null where no share reaches it. */
  readonly coverage95: Coverage | null;
};

export type FullReport = Report & {
  readonly reliability: readonly ReliabilityBin[];
  readonly perClass: readonly ClassScores[];
  readonly confusion: Confusion;
};

/** All figures about predictions at the prevalence that the objects have. */
export function reportOf(scores: Scores): FullReport {
  const confusion = confusionOf(scores.truth, bestOf(scores), scores.classes);
  const perClass = classScores(confusion);
  return {
    objects: scores.truth.length,
    classes: perClass.filter(({ support }) => support > 0).length,
    top1: accuracyOf(confusion),
    top5: topK(scores, 5),
    balancedAccuracy: balancedAccuracy(confusion),
    macroF1: macroF1(confusion),
    logLoss: logLoss(scores),
    ece: expectedCalibrationError(scores),
    brayCurtis: brayCurtis(confusion),
    coverage95: coverageAt(scores, 0.95),
    reliability: reliability(scores),
    perClass,
    confusion,
  };
}
