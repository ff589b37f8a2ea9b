import type { ModelManifest } from "@nauplius/domain";

type Described = Omit<ModelManifest, "files" | "preprocessing" | "format">;

/** The model's card, for people: what it is for, what it learnt from, how good it is, what it cannot do. */
export function cardOf(manifest: Described): string {
  const { name, version, taxa, training, input, licence, citation, note } = manifest;
  const { data, split } = training;
  return `# ${name} ${version}

${kindOf(manifest)} for ${taxa.length} classes of plankton vignettes, made by recipe *${training.recipe}* on ${manifest.created.slice(0, 10)}${training.parent ? `, from ${training.parent.split(" ").slice(0, 2).join(" ")}` : ""}.

## Input

Grey vignettes of any size, dark on a light or bright on a dark background (the background is the median of the outermost
pixels and becomes 0), without footers or scale bars. Tall vignettes lie on their side. A vignette whose longest side is
${input.reference} px keeps its scale; others are scaled so that it is ${input.reference} (side / ${input.reference})^${input.exponent} px, at most ${input.longest}, and stand
in a rectangle whose sides are multiples of ${input.bucket}. Sizes and mean signal in the vignette's own pixels join before the head.
${featuresSentence(manifest)}
## Data

${data.name}: ${data.images} images. ${data.origin} Licence: ${data.licence.replace(/([^.])$/, "$1.")}
${split.train} objects trained it, ${split.validation} steered and calibrated it, ${split.test} were held out.
Split: ${split.how}.

## How good it is

On the held-out objects, at the prevalence that they have${/^random split/.test(split.how) ? " (a random split: objects of one sample are on both sides, so that new samples will fare worse)" : ""}:

${metricsTable(manifest)}

Scores are probabilities after temperature ${manifest.calibration.temperature.toFixed(3)}${manifest.calibration.objects > 0 ? `, fitted on ${manifest.calibration.objects} other objects` : " (not fitted)"}.

## Limits

It knows only its ${taxa.length} classes and gives one of them to everything. Other instruments, pixel sizes and seasons shift what it
sees: judge it on held-out samples of your own before you rely on it, and train its head on them.
${note === "" ? "" : `\n${note}\n`}
## Licence and citation

${licence}
${citation}
`;
}

const kindOf = ({ kind, shape, components = 0, features }: Described): string => {
  if (kind === "network") return `A convolutional network (embedding of ${shape.embedding})`;
  const on = [
    ...(components > 0 ? [`${components} principal components of a network's embedding and sizes`] : []),
    ...(features === undefined ? [] : [`${features.names.length} measured features`]),
  ];
  return `A random forest on ${on.join(" and ")}`;
};

function featuresSentence({ kind, features }: Described): string {
  if (features === undefined) return "";
  const { names, dialects, isPhysical } = features;
  const without = kind === "forest" ? "a value of its own" : "taken for that of the mean object";
  return `
Measured features join as well (lengths in ${isPhysical ? "µm" : "pixels"}, as measured by ${dialects.join(" and ")}; each made symmetric after Yeo and Johnson 2000, of mean 0 and deviation 1):
${names.join(", ")}. What was measured otherwise, or not at all, is ${without}.
`;
}

function metricsTable({ metrics, metricsOfEightViews }: Described): string {
  if (!metrics) return "Nothing was held out: nothing is known.";
  const columns = [metrics, ...(metricsOfEightViews ? [metricsOfEightViews] : [])];
  const head = ["", "as it lies", "mean of eight views"].slice(0, columns.length + 1);
  const row = (label: string, value: (of: NonNullable<Described["metrics"]>) => string): string =>
    `| ${[label, ...columns.map(value)].join(" | ")} |`;
  return [
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---|").join("")}`,
    row("objects, classes", ({ objects, classes }) => `${objects}, ${classes}`),
    row("top-1 accuracy", ({ top1 }) => top1.toFixed(3)),
    row("top-5 accuracy", ({ top5 }) => top5.toFixed(3)),
    row("balanced accuracy", ({ balancedAccuracy }) => balancedAccuracy.toFixed(3)),
    row("macro F1", ({ macroF1 }) => macroF1.toFixed(3)),
    row("log-loss", ({ logLoss }) => logLoss.toFixed(3)),
    row("calibration error (ECE, 15 bins)", ({ ece }) => ece.toFixed(3)),
    row("Bray-Curtis of class counts", ({ brayCurtis }) => brayCurtis.toFixed(3)),
  ].join("\n");
}
