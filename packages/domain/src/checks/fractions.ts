import type { AcquisitionFacts } from "./facts.ts";
import { type Finding, finding, worstOf } from "./finding.ts";

const red = (reason: string): Finding => finding("fractions", "red", reason);
const amber = (reason: string): Finding => finding("fractions", "amber", reason);
const listed = (values: readonly (string | number)[]): string => values.join(", ");

/** Codes for "no upper limit" and "not known". */
const open = (mesh: number | null): number | null => (mesh === null || mesh >= 9999 * 10 ? null : mesh);

type Fraction = { readonly name: string; readonly acquisitions: readonly AcquisitionFacts[] };

/** The fraction table of one sample (Gorsky et al. 2010): one sub-sampling part within a fraction, all parts of a split, meshes that neither
 *  overlap nor leave a gap, no fraction missing that the other samples have. No total is given for a sample that is red here.
 *  @param sample - all acquisitions of the sample
 *  @param usual - size fractions that most samples of the project have */
export function checkFractions(sample: readonly AcquisitionFacts[], usual: readonly string[] = []): Finding {
  if (sample.every(({ sampling }) => sampling === "camera"))
    return finding("fractions", "green", "A camera parts nothing: all that it saw counts.");
  const fractions = new Map<string, AcquisitionFacts[]>();
  for (const each of sample) {
    const name = each.sizeFraction ?? "tot";
    fractions.set(name, [...(fractions.get(name) ?? []), each]);
  }
  const all: Fraction[] = [...fractions].map(([name, acquisitions]) => ({ name, acquisitions }));
  const found = [...all.flatMap(withinOne), ...betweenMeshes(all), ...missing(all, usual)];
  const names = all.map(({ name, acquisitions }) => `${name} (1/${acquisitions[0]?.subPart ?? "?"})`);
  return worstOf("fractions", found, `The fractions are ${listed(names)}.`);
}

function withinOne({ name, acquisitions }: Fraction): Finding[] {
  const found: Finding[] = [];
  const subParts = [...new Set(acquisitions.map(({ subPart }) => subPart))];
  if (subParts.includes(null)) found.push(red(`What part of fraction ${name} was examined is not known.`));
  else if (subParts.length > 1)
    found.push(red(`The scans of fraction ${name} have unequal sub-sampling parts: ${listed(subParts.map(String))}.`));
  const low = subParts.find((part) => part !== null && part < 1);
  if (low !== undefined) found.push(red(`The sub-sampling part of fraction ${name} is ${low}; expected 1 or more (8 is one eighth).`));
  found.push(...partsOf(name, acquisitions), ...splitOf(name, acquisitions));
  return found;
}

/** "2 of 4": every part once, unless it was scanned again. */
function partsOf(name: string, acquisitions: readonly AcquisitionFacts[]): Finding[] {
  const parts = acquisitions.flatMap(({ part }) => part ?? []);
  if (parts.length === 0) return [];
  const sums = [...new Set(parts.map((part) => part.of))];
  if (sums.length > 1) return [red(`The scans of fraction ${name} are parts of ${listed(sums)}; expected one number.`)];
  const of = sums[0] ?? 0;
  const there = new Set(parts.map(({ number }) => number));
  const lost = Array.from({ length: Math.min(of, 1000) }, (_, i) => i + 1).filter((number) => !there.has(number));
  return lost.length === 0 ? [] : [red(`Of fraction ${name}, part ${listed(lost)} of ${of} is missing.`)];
}

/** A comment of the form "split into 8 with motoda, 4 scans made" says what the sub-sampling part should be: 2. */
function splitOf(name: string, acquisitions: readonly AcquisitionFacts[]): Finding[] {
  for (const { comment, subPart } of acquisitions) {
    const [, into, made] = /split[_ ]into[_ ](\d+)[_ ].*?(\d+)[_ ]scans?[_ ]made/i.exec(comment ?? "") ?? [];
    if (into === undefined || made === undefined || subPart === null) continue;
    const expected = Number(into) / Number(made);
    if (Math.abs(expected - subPart) > 1e-9)
      return [
        amber(
          `The comment of fraction ${name} says ${made} scans of a split into ${into}, which is a part of ${expected}; the table says ${subPart}.`,
        ),
      ];
  }
  return [];
}

type Mesh = { readonly name: string; readonly min: number; readonly max: number | null };

function betweenMeshes(all: readonly Fraction[]): Finding[] {
  const found: Finding[] = [];
  const meshes = all.flatMap(({ name, acquisitions }): Mesh[] => {
    const said = [...new Set(acquisitions.map(({ meshMin, meshMax }) => `${meshMin} to ${open(meshMax) ?? "open"}`))];
    if (said.length > 1) found.push(red(`The scans of fraction ${name} have unequal meshes: ${listed(said)} um.`));
    const first = acquisitions[0];
    return first?.meshMin == null ? [] : [{ name, min: first.meshMin, max: open(first.meshMax) }];
  });
  if (all.length > 1 && all.some(({ name }) => name === "tot"))
    found.push(red("A whole sample (tot) stands beside fractions of it: objects would count twice."));
  const sorted = meshes.toSorted((a, b) => a.min - b.min);
  sorted.forEach((mesh, at) => {
    const next = sorted[at + 1];
    if (next === undefined) return;
    if (mesh.min === next.min) found.push(red(`Fractions ${mesh.name} and ${next.name} both begin at ${mesh.min} um.`));
    else if (mesh.max === null) found.push(amber(`Fraction ${mesh.name} has no upper mesh; ${next.name} begins at ${next.min} um.`));
    else if (mesh.max > next.min)
      found.push(red(`Fractions overlap: ${mesh.name} ends at ${mesh.max} um, ${next.name} begins at ${next.min} um.`));
    else if (mesh.max < next.min)
      found.push(
        red(`Nothing lies between fraction ${mesh.name}, which ends at ${mesh.max} um, and ${next.name}, which begins at ${next.min} um.`),
      );
  });
  return found;
}

function missing(all: readonly Fraction[], usual: readonly string[]): Finding[] {
  const there = new Set(all.map(({ name }) => name));
  if (there.has("tot")) return [];
  const numbers = [...there].flatMap((name) => Number(/^d(\d+)/.exec(name)?.[1] ?? Number.NaN)).filter((number) => !Number.isNaN(number));
  const gaps = Array.from({ length: Math.max(0, ...numbers) }, (_, i) => `d${i + 1}`).filter(
    (name) => ![...there].some((each) => each === name || each.startsWith(`${name}_`)),
  );
  const lost = [...new Set([...gaps, ...usual.filter((name) => name !== "tot" && !there.has(name))])];
  return lost.length === 0 ? [] : [red(`Fraction ${listed(lost)} is missing.`)];
}
