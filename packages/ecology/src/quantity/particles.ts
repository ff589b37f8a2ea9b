import { depthBin } from "./sampled-volume.ts";
import { sphereVolume, type UvpCalibration, uvpDiameter } from "./size.ts";

/** Lower limits of EcoPart's size classes, ESD in mm; the last class has no end. 45 classes x 2^(1/3), as rounded there. */
export const detailedClasses: readonly number[] = [
  ...[0.001, 0.00126, 0.00159, 0.002, 0.00252, 0.00317, 0.004, 0.00504, 0.00635, 0.008, 0.0101, 0.0127, 0.016, 0.0202, 0.0254],
  ...[0.032, 0.0403, 0.0508, 0.064, 0.0806, 0.102, 0.128, 0.161, 0.203, 0.256, 0.323, 0.406, 0.512, 0.645, 0.813],
  ...[1.02, 1.29, 1.63, 2.05, 2.58, 3.25, 4.1, 5.16, 6.5, 8.19, 10.3, 13, 16.4, 20.6, 26],
];
/** 15 classes x 2. */
export const reducedClasses: readonly number[] = [
  0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.02, 2.05, 4.1, 8.19, 16.4,
];

/** A UVP's raw particles: at each depth, images taken there and particles of each area. A row a depth and area. */
export type ParticleRows = {
  readonly depth: ArrayLike<number>;
  /** Images at this depth; the same in all its rows. */
  readonly images: ArrayLike<number>;
  /** Pixels of one particle, and how many there were. */
  readonly area: ArrayLike<number>;
  readonly count: ArrayLike<number>;
};

export type ParticleBin = {
  /** Middle of the depth bin, m. */
  readonly depth: number;
  readonly images: number;
  /** Sampled volume, L, as EcoPart writes it. */
  readonly litres: number;
  /** Particles of each class that were counted. */
  readonly counts: Float64Array;
  /** Per class: particles a litre, and their volume in mm3 a litre. */
  readonly concentration: Float64Array;
  readonly biovolume: Float64Array;
};

export type ParticleOptions = UvpCalibration & {
  readonly litresPerImage: number;
  readonly classes: readonly number[];
  /** Thickness of a depth bin, m. Default 5, as EcoPart. */
  readonly step?: number;
};

/** Class of a diameter: [lower, next); -1 below the first. */
export function classOf(diameter: number, limits: readonly number[]): number {
  let last = -1;
  while (last + 1 < limits.length && diameter >= (limits[last + 1] ?? Number.POSITIVE_INFINITY)) last++;
  return last;
}

/** Particle size spectra by depth, as EcoPart exports them; bins in order of depth, bins without images left out. */
export function binParticles(rows: ParticleRows, options: ParticleOptions): ParticleBin[] {
  const step = options.step ?? 5;
  const width = options.classes.length;
  const imagesAt = new Map<number, number>();
  const bins = new Map<number, { counts: Float64Array; volumes: Float64Array; images: number }>();
  for (let i = 0; i < rows.depth.length; i++) {
    const [depth = 0, images = 0, count = 0] = [rows.depth[i], rows.images[i], rows.count[i]];
    const key = depthBin(depth, step);
    const bin = bins.get(key) ?? { counts: new Float64Array(width), volumes: new Float64Array(width), images: 0 };
    bins.set(key, bin);
    if (!imagesAt.has(depth)) {
      imagesAt.set(depth, images);
      bin.images += images;
    }
    const diameter = uvpDiameter(rows.area[i] ?? 0, options);
    const at = classOf(diameter, options.classes);
    if (at < 0) continue;
    bin.counts[at] = (bin.counts[at] ?? 0) + count;
    bin.volumes[at] = (bin.volumes[at] ?? 0) + count * sphereVolume(diameter);
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([key, { counts, volumes, images }]) => {
      const litres = images * options.litresPerImage;
      return {
        depth: (key + 0.5) * step,
        images,
        litres,
        counts,
        concentration: counts.map((count) => count / litres),
        biovolume: volumes.map((volume) => volume / litres),
      };
    });
}
