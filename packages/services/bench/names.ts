import type { Rng } from "@nauplius/domain";

const starts =
  "cala para meta pseudo eu acar oith onca coryc cand cent temor pontel euchae ritt clio lima creseis salp doli olio appen siph dip phys noct cera prot gony".split(
    " ",
  );
const middles = "nus lan tho ri go pho ne mi ro sto xy lo ti dae ce phy ra".split(" ");
const ends = "us a um is oida idae inae ina ops ella ensis iformis ites ura".split(" ");
const epithets =
  "finmarchicus glacialis hyperboreus minor major similis longicornis brevis elegans gracilis robusta spinifera tenuis nana magna arctica".split(
    " ",
  );

const word = (rng: Rng): string => {
  const body = Array.from({ length: 1 + rng.int(3) }, () => rng.pick(middles)).join("");
  const text = rng.pick(starts) + body + rng.pick(ends);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export type MadeTaxon = { readonly id: number; readonly parent: number | null; readonly name: string; readonly kind: "P" | "M" };

/** A tree like the sea's: genera and species with Latin-like names, and the same few morphological names below many. */
export function madeTree(rng: Rng, count: number): MadeTaxon[] {
  const taxa: MadeTaxon[] = [{ id: 1, parent: null, name: "living", kind: "P" }];
  const below = new Set<string>();
  for (let id = 2; taxa.length < count; id++) {
    const parent = taxa[rng.int(Math.min(taxa.length, Math.ceil(count / 4)))];
    if (parent === undefined) continue;
    const isMorphological = rng.bool(0.08);
    const isSpecies = !isMorphological && parent.name.includes(" ") === false && rng.bool(0.4);
    const name = isMorphological
      ? rng.pick(["egg", "part", "larvae", "dead", "multiple"])
      : isSpecies
        ? `${parent.name} ${rng.pick(epithets)}`
        : word(rng);
    if (below.has(`${parent.id}/${name}`)) continue;
    below.add(`${parent.id}/${name}`);
    taxa.push({ id, parent: parent.id, name, kind: isMorphological ? "M" : "P" });
  }
  return taxa;
}

/** One letter lost, doubled, changed or swapped with the next. */
export function mistyped(rng: Rng, text: string): string {
  const at = 1 + rng.int(Math.max(1, text.length - 2));
  const [a, b, c] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (rng.int(4)) {
    case 0:
      return a + c;
    case 1:
      return a + b + b + c;
    case 2:
      return `${a}${rng.pick(["e", "i", "o", "s", "t"])}${c}`;
    default:
      return a + c.charAt(0) + b + c.slice(1);
  }
}
