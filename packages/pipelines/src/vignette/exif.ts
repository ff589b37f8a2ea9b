const ORIENTATION = 0x0112;

/** Orientation (1-8) from a JPEG's EXIF segment; undefined when it says none. */
export function exifOrientation(segment: Uint8Array): number | undefined {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  if (segment.length < 20 || view.getUint32(0) !== 0x45786966 || view.getUint16(4) !== 0) return undefined;
  const little = view.getUint16(6) === 0x4949;
  const start = 6 + view.getUint32(10, little);
  if (start + 2 > segment.length) return undefined;
  const entries = view.getUint16(start, little);
  for (let i = 0, at = start + 2; i < entries && at + 12 <= segment.length; i++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
