const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const stem = (path: string): string => base(path).replace(/\.[^.]+$/, "");

export type BlankFile = {
  readonly file: string;
  /** "20240529_0946": blank scans of one moment belong together. */
  readonly session: string;
  readonly frame: string;
  /** Two scans of the empty tray are taken; "combined" is what ZooProcess makes of them. */
  readonly number: number | "combined";
  readonly raw: boolean;
};

/** A scan of the empty tray by its name: 20240529_0946_back_large_raw_1.tif, ..._back_large_2.tif, ..._background_large_manual.tif. */
export function readBlankName(file: string): BlankFile | null {
  const [, session, frame, raw, number] = /^(\d{8}_\d{4})_back(?:ground)?_([a-z]+)(_raw)?_(\d+|manual)$/i.exec(stem(file)) ?? [];
  if (session === undefined || frame === undefined) return null;
  return { file, session, frame: frame.toLowerCase(), number: number === "manual" ? "combined" : Number(number), raw: raw !== undefined };
}

/** The name of a scan behind the name of its file: "x_d1_raw_1.tif" and "x_d1_1.tif" are both x_d1_1. */
export const scanOfFile = (file: string): { readonly scan: string; readonly raw: boolean } => {
  const name = stem(file);
  const raw = /_raw_(\d+)$/i.test(name);
  return { scan: name.replace(/_raw_(\d+)$/i, "_$1"), raw };
};

export const isTiffName = (file: string): boolean => /\.tiff?$/i.test(file);
export const isVideoName = (file: string): boolean => /\.avi$/i.test(file);
