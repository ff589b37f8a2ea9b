const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** 1,234,567 bytes are 1.2 MB. */
export function sizeOf(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
