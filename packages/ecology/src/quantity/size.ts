/** Equivalent spherical diameter of an area, in the unit whose square the area has. */
export const equivalentDiameter = (area: number): number => 2 * Math.sqrt(area / Math.PI);

/** Volume of a sphere, in the cube of the diameter's unit. */
export const sphereVolume = (diameter: number): number => (Math.PI / 6) * diameter ** 3;

/** What volumes are computed from: pixels as measured, and the side of a pixel. NaN is missing. */
export type Measured = {
  readonly area: number;
  /** Area without holes. */
  readonly areaExc: number;
  /** Axes of the ellipse of equal area, px. */
  readonly major: number;
  readonly minor: number;
  readonly pixelMm: number;
};

/** The three volumes of plankton imaging, mm3: sphere of the whole area, sphere of the area without holes, and ellipsoid of revolution about the long axis. */
export type Volumes = { readonly plain: number; readonly riddled: number; readonly ellipsoid: number };

/** Volumes of one individual (Vandromme et al. 2012, Methods in Oceanography 3-4:3); NaN where what they need is missing. */
export function volumesOf({ area, areaExc, major, minor, pixelMm }: Measured): Volumes {
  return {
    plain: sphereVolume(equivalentDiameter(area) * pixelMm),
    riddled: sphereVolume(equivalentDiameter(areaExc) * pixelMm),
    ellipsoid: (Math.PI / 6) * major * minor ** 2 * pixelMm ** 3,
  };
}

/** How an UVP measures: surface mm2 = aa * pixels^exp (Picheral et al. 2010). UVP6 hardware files write aa in um2: a million times more. */
export type UvpCalibration = { readonly aa: number; readonly exp: number };

export const uvpSurface = (pixels: number, { aa, exp }: UvpCalibration): number => aa * pixels ** exp;

/** Equivalent spherical diameter in mm of a particle of so many pixels. */
export const uvpDiameter = (pixels: number, calibration: UvpCalibration): number => equivalentDiameter(uvpSurface(pixels, calibration));

/** Pixels of a particle of an equivalent spherical diameter in mm: where a size limit lies in the image. */
export const uvpPixels = (diameter: number, { aa, exp }: UvpCalibration): number => ((Math.PI * diameter ** 2) / 4 / aa) ** (1 / exp);
