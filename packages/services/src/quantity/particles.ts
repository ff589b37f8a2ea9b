import { castsOf, type Db, type Sight } from "@nauplius/db";
import { binParticles, detailedClasses, poissonInterval } from "@nauplius/ecology/quantities";
import type { ExportFacts } from "../export/facts.ts";
import { castProfile } from "../sample/particles.ts";
import { placeCells, type QuantityLine } from "./columns.ts";
import { type Protocol, readFormulas } from "./protocol.ts";
import { evaluate } from "./values.ts";

export type ParticleSource = {
  readonly db: Db;
  readonly sight: Sight;
  readonly facts: ExportFacts;
  readonly protocol: Protocol;
  readonly project: string;
  /** Thickness of a depth bin, m. */
  readonly binStep: number;
  readonly signal: AbortSignal;
};

/** Particles of casts by depth bin and size class, as EcoPart bins them (45 classes of ESD): a line each; a bin without images has none. */
export async function particleLines(of: ParticleSource): Promise<{ lines: QuantityLine[]; warnings: string[] }> {
  const { db, sight, facts, protocol } = of;
  const formulas = readFormulas(protocol.formulas);
  if (!formulas.ok) throw new Error(`protocol ${protocol.version}: ${formulas.error.message}`);
  const lines: QuantityLine[] = [];
  const warnings: string[] = [];
  for (const acquisition of await castsOf(db, sight.projectId, sight.sampleIds)) {
    of.signal.throwIfAborted();
    const name = facts.acquisitions.get(acquisition)?.name ?? `#${acquisition}`;
    const [water, aa, exp] = [formulas.value.imageVolume, formulas.value.particleFactor, formulas.value.particleExponent].map((formula) =>
      evaluate(facts, formula, acquisition),
    );
    if (water == null || aa == null || exp == null)
      warnings.push(`${name}: no particles, since the volume of an image, the factor or the exponent of its pixels is missing`);
    else lines.push(...(await castLines(of, acquisition, { aa, exp, litresPerImage: 1000 * water })));
  }
  if (lines.length === 0 && warnings.length === 0) warnings.push("no acquisition of these samples has a particle table");
  return { lines, warnings };
}

type Calibration = { readonly aa: number; readonly exp: number; readonly litresPerImage: number };

async function castLines(of: ParticleSource, acquisition: number, calibration: Calibration): Promise<QuantityLine[]> {
  const { rows } = await castProfile(of.db, acquisition, { descentFilter: true });
  const column = (value: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, value);
  const bins = binParticles(
    {
      depth: column((row) => row.depth),
      images: column((row) => row.images),
      area: column((row) => row.pixels),
      count: column((row) => row.count),
    },
    { ...calibration, classes: detailedClasses, step: of.binStep },
  );
  const sampleId = of.facts.acquisitions.get(acquisition)?.sampleId ?? 0;
  return bins.flatMap(({ depth, images, litres, counts, concentration, biovolume }) => {
    const bin = Math.floor(depth / of.binStep);
    const place = placeCells(of, { group: "", sampleId, acquisitionId: acquisition, bin });
    const m3 = litres / 1000;
    return detailedClasses.map((low, at): QuantityLine => {
      const n = counts[at] ?? 0;
      const { low: least, high: most } = poissonInterval(Math.round(n));
      const size = [low, detailedClasses[at + 1] ?? null];
      return [...place, images, m3, ...size, n, 1000 * (concentration[at] ?? 0), least / m3, most / m3, 1000 * (biovolume[at] ?? 0)];
    });
  });
}
