/** What stands before the bytes of each vignette in a page's one response. */
export type Entry = {
  readonly objectId: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly length: number;
};
export type Packed = Entry & { readonly bytes: Uint8Array };

/** Takes a page of vignettes apart: header length (uint32, little endian), header (JSON), then the images one after another. */
export function unpack(body: ArrayBuffer): Packed[] {
  const broken = (why: string) => new Error(`page of vignettes: ${why}`);
  if (body.byteLength < 4) throw broken(`got ${body.byteLength} bytes, expected at least 4`);
  const size = new DataView(body).getUint32(0, true);
  if (4 + size > body.byteLength) throw broken(`the header says ${size} bytes, ${body.byteLength - 4} came`);
  const entries = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 4, size))) as Entry[];
  const total = entries.reduce((sum, e) => sum + e.length, 0);
  if (4 + size + total !== body.byteLength) throw broken(`images of ${total} bytes were announced, ${body.byteLength - 4 - size} came`);
  let at = 4 + size;
  return entries.map((entry) => {
    const bytes = new Uint8Array(body, at, entry.length);
    at += entry.length;
    return { ...entry, bytes };
  });
}
