import { createRng, type Rng } from "@nauplius/domain";

/** Taxa of the practice: they are nobody's, and their objects are drawn here. */
export const taxa = { copepod: 1, worm: 2, jelly: 3 } as const;
export type Kind = keyof typeof taxa;

export type DrawnObject = {
  readonly id: number;
  readonly name: string;
  readonly kind: Kind;
  /** What the practice's model says that it is. */
  readonly said: Kind;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
};

/** Ids that no object of a project will have: no page of theirs is ever asked for. */
const firstId = 8_000_000_000_000_000;

const ink = "#3c3a36";
const soft = `fill="${ink}" fill-opacity="0.72" stroke="${ink}" stroke-width="1.4" stroke-linecap="round"`;
const line = (d: string, width = 1.6) => `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round"/>`;

const shapes: Readonly<Record<Kind, (rng: Rng) => string>> = {
  copepod: (rng) => {
    const long = 24 + rng.int(8);
    return [
      `<ellipse cx="0" cy="0" rx="${long}" ry="${11 + rng.int(4)}" ${soft}/>`,
      line(`M${long - 4},-8 q10,-16 -${18 + rng.int(8)},-24`),
      line(`M${long - 4},8 q10,16 -${18 + rng.int(8)},24`),
      line(`M-${long},0 h-16 m0,0 l-9,-7 m9,7 l-9,7`, 3),
    ].join("");
  },
  worm: (rng) => {
    const bend = rng.int(13) - 6;
    return [
      line(`M-54,0 q54,${bend} 106,0`, 7 + rng.int(2)),
      `<path d="M-60,0 l14,-9 v18 z" ${soft}/>`,
      `<path d="M-18,${bend / 2 - 4} l16,-8 l6,8 z M-18,${bend / 2 + 4} l16,8 l6,-8 z" ${soft}/>`,
    ].join("");
  },
  jelly: (rng) => {
    const r = 24 + rng.int(6);
    return [
      `<path d="M-${r},6 a${r},${r} 0 0 1 ${2 * r},0 q-${r},12 -${2 * r},0 z" fill="${ink}" fill-opacity="0.34" stroke="${ink}" stroke-width="1.6"/>`,
      ...[-0.6, -0.2, 0.2, 0.6].map((x) => line(`M${x * r},9 q${rng.int(14) - 7},14 ${rng.int(10) - 5},${22 + rng.int(12)}`)),
    ].join("");
  },
};

function pictureOf(kind: Kind, rng: Rng): Pick<DrawnObject, "width" | "height" | "svg"> {
  const size = 148;
  const turn = rng.int(360);
  const scale = 0.78 + rng.next() * 0.3;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-size / 2} ${-size / 2} ${size} ${size}">` +
    `<defs><filter id="f"><feGaussianBlur stdDeviation="0.7"/></filter></defs><rect x="${-size / 2}" y="${-size / 2}" width="${size}" height="${size}" fill="#f4f2ec"/>` +
    `<g filter="url(#f)" transform="rotate(${turn}) scale(${scale.toFixed(2)})">${shapes[kind](rng)}</g></svg>`;
  return { width: size, height: size, svg };
}

/** Sixteen copepods, three worms that the model does not know, six jellies, of which it takes two for copepods; always the same. */
export function drawObjects(): DrawnObject[] {
  const rng = createRng("practice of keys");
  const kinds: readonly (readonly [Kind, Kind])[] = [
    ...Array.from({ length: 16 }, () => ["copepod", "copepod"] as const),
    ...Array.from({ length: 3 }, () => ["worm", "jelly"] as const),
    ...Array.from({ length: 4 }, () => ["jelly", "jelly"] as const),
    ...Array.from({ length: 2 }, () => ["jelly", "copepod"] as const),
  ];
  return rng.shuffle(kinds).map(([kind, said], i) => ({
    ...{ id: firstId + i, name: `practice ${i + 1}`, kind, said },
    ...pictureOf(kind, rng.fork(i)),
  }));
}
