/** Counts of objects by true class (rows) and predicted class (columns). */
export type Confusion = { readonly classes: number; readonly counts: Float64Array };

export function confusionOf(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): Confusion {
  const counts = new Float64Array(classes * classes);
  for (let row = 0; row < truth.length; row++) {
    const cell = Number(truth[row]) * classes + Number(predicted[row]);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { classes, counts };
}

export type ClassScores = {
  /** Objects that are of the class, and objects predicted to be. */
  readonly support: number;
  readonly predicted: number;
  readonly hits: number;
  /** 0 where nothing was predicted, or nothing is of the class. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

export const classScores = ({ classes, counts }: Confusion): ClassScores[] =>
  Array.from({ length: classes }, (_, c) => {
    let [support, predicted] = [0, 0];
    for (let other = 0; other < classes; other++) {
      support += counts[c * classes + other] ?? 0;
      predicted += counts[other * classes + c] ?? 0;
    }
    const hits = counts[c * classes + c] ?? 0;
    const precision = predicted > 0 ? hits / predicted : 0;
    const recall = support > 0 ? hits / support : 0;
    return { support, predicted, hits, precision, recall, f1: hits > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
  });

export function accuracyOf(confusion: Confusion): number {
  const scores = classScores(confusion);
  return sum(scores, ({ hits }) => hits) / sum(scores, ({ support }) => support);
}

/** Mean recall over the classes that occur. */
export const balancedAccuracy = (confusion: Confusion): number => {
  const present = classScores(confusion).filter(({ support }) => support > 0);
  return sum(present, ({ recall }) => recall) / present.length;
};

/** Mean F1 over the classes that occur or are predicted, as scikit-learn's f1_score with average "macro". */
export const macroF1 = (confusion: Confusion): number => {
  const present = classScores(confusion).filter(({ support, predicted }) => support + predicted > 0);
  return sum(present, ({ f1 }) => f1) / present.length;
};

/** Precision, recall and F1 of some classes together (the living ones): hits, all that is and all that is called so. */
export function pooledScores(confusion: Confusion, member: (c: number) => boolean): Pick<ClassScores, "precision" | "recall" | "f1"> {
  const some = classScores(confusion).filter((_, c) => member(c));
  const hits = sum(some, (score) => score.hits);
  const precision =
    hits /
    Math.max(
      1,
      sum(some, ({ predicted }) => predicted),
    );
  const recall =
    hits /
    Math.max(
      1,
      sum(some, ({ support }) => support),
    );
  return { precision, recall, f1: hits > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}

/** Bray-Curtis dissimilarity of true and predicted class counts: 0 the same community, 1 nothing in common. */
export function brayCurtis(confusion: Confusion): number {
  const scores = classScores(confusion);
  return (
    sum(scores, ({ support, predicted }) => Math.abs(support - predicted)) / sum(scores, ({ support, predicted }) => support + predicted)
  );
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((total, value) => total + of(value), 0);
