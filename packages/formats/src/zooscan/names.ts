/** What the name of a scan says. */
export type ScanName = {
  readonly sample: string;
  /** "tot", "d1", "d2_2_sur_4": the acquisition's fraction with its part. */
  readonly fraction: string;
  /** "tot", "d1", "d2": the size fraction alone. */
  readonly sizeFraction: string;
  /** Part 2 of 4 of one split, scanned apart: these add. Null where the name does not say. */
  readonly part: { readonly number: number; readonly of: number } | null;
  /** Number behind the fraction: 1, or 2 and more where the same sub-sample was scanned again. */
  readonly replicate: number;
};

const usual = /^(.+)_((tot|d\d+(?:_[a-z][a-z0-9]*)?)(?:_(\d+)_sur_(\d+))?)_(\d+)$/i;

/** Reads a scan's name: sample, fraction, replicate ("wp220210728_d1_2", "..._n7_d2_2_sur_4_1"). The file's raw number counts as the
 *  replicate ("..._d1_raw_2"). Null where the name is of another form.
 *  @param sample - the sample's name where it is known: the rest is fraction and replicate, whatever their form */
export function readScanName(name: string, sample: string | null = null): ScanName | null {
  const plain = name.replace(/_raw_(\d+)$/i, "_$1");
  if (sample !== null && plain.toLowerCase().startsWith(`${sample.toLowerCase()}_`)) {
    const rest = /^([a-z0-9_-]+?)_(\d+)$/i.exec(plain.slice(sample.length + 1));
    if (rest) return fromParts(plain.slice(0, sample.length), rest[1] ?? "", rest[2] ?? "1");
  }
  const found = usual.exec(plain);
  return found ? fromParts(found[1] ?? "", found[2] ?? "", found[6] ?? "1") : null;
}

function fromParts(sample: string, fraction: string, number: string): ScanName {
  const split = /^(.*)_(\d+)_sur_(\d+)$/i.exec(fraction);
  return {
    sample,
    fraction,
    sizeFraction: (split?.[1] ?? fraction).toLowerCase(),
    part: split ? { number: Number(split[2]), of: Number(split[3]) } : null,
    replicate: Number(number),
  };
}

/** Day or night as the sample's name says it (`_d_`, `_n_`); null where it does not. Nets are called n1, n2: they are no nights. */
export function dayNightOfName(name: string): "day" | "night" | null {
  const token = /(?:^|_)([dn])(?=_|$)/i.exec(name)?.[1]?.toLowerCase();
  return token === undefined ? null : token === "d" ? "day" : "night";
}
