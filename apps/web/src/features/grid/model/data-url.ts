/** Arguments of one call lie on the stack. */
const atOnce = 0x2000;

/** An image within its address. An address of a blob costs the page a talk with the browser for each image when it is made and again when it is
 *  shown: with two hundred vignettes a request that is most of what scrolling costs. */
export function dataUrl(bytes: Uint8Array, mime: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += atOnce) text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  return `data:${mime};base64,${btoa(text)}`;
}
