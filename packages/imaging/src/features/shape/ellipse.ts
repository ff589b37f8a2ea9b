/** Number of pixels and sums of their coordinates, from any origin. */
export type Moments = {
  readonly n: number;
  readonly sx: number;
  readonly sy: number;
  readonly sxx: number;
  readonly sxy: number;
  readonly syy: number;
};

/** Ellipse of the same central second moments as the filled object. */
export type Ellipse = {
  /** px */
  major: number;
  minor: number;
  /** Degrees from 0 to 180, counter-clockwise from the x axis with y upwards; 0 where there is no long axis. */
  angle: number;
};

/** Full axes are 4 sqrt(eigenvalue) of the covariance. `pixel` is added to the variances: 1/12 takes pixels as squares (ImageJ), 0 as
 *  points (scikit-image). With `equalArea` both axes are scaled until pi/4 * major * minor is the object's area (ImageJ). */
export function ellipseOf(s: Moments, pixel: number, equalArea: boolean, out: Ellipse): void {
  const [mx, my] = [s.sx / s.n, s.sy / s.n];
  const u20 = s.sxx / s.n - mx * mx + pixel;
  const u02 = s.syy / s.n - my * my + pixel;
  const u11 = s.sxy / s.n - mx * my;
  const half = (u20 + u02) / 2;
  const spread = Math.sqrt(((u20 - u02) / 2) ** 2 + u11 * u11);
  const major = 4 * Math.sqrt(half + spread);
  const minor = 4 * Math.sqrt(Math.max(0, half - spread));
  const scale = equalArea ? Math.sqrt((4 * s.n) / (Math.PI * major * minor)) : 1;
  out.major = major * scale;
  out.minor = minor * scale;
  const angle = (Math.atan2(-2 * u11, u20 - u02) * 90) / Math.PI;
  // Never -0: an angle is written.
  out.angle = spread < 1e-12 * half ? 0 : angle < 0 ? angle + 180 : Math.abs(angle);
}
