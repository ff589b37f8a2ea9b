/** A grey image, row by row from the top. */
export type GreyImage = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** What an object does to the light: 0 where the vignette shows background, 255 where it is black on white (or white on
 *  black). Tall vignettes lie on their side, so that width >= height. */
export type Signal = GreyImage & {
  readonly polarity: "dark" | "bright";
  /** Grey of the background: the median of the vignette's outermost pixels. */
  readonly background: number;
};

/** Objects are taken as dark on a background of 128 and more, as bright on a darker one. */
export function readSignal({ data, width, height }: GreyImage): Signal {
  if (width < 1 || height < 1 || data.length !== width * height) {
    throw new Error(`a grey image of ${width} x ${height} pixels has ${data.length} bytes, expected ${width * height}`);
  }
  const background = frameMedian({ data, width, height });
  const polarity = background >= 128 ? "dark" : "bright";
  const toSignal = lookup(background, polarity);
  const tall = height > width;
  const result = new Uint8Array(data.length);
  if (!tall) for (let i = 0; i < data.length; i++) result[i] = toSignal[data[i] as number] as number;
  else
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) result[x * height + y] = toSignal[data[y * width + x] as number] as number;
  return { data: result, width: tall ? height : width, height: tall ? width : height, polarity, background };
}

/** Dark: the share of the background's light that is missing; bright: the share of the headroom that is filled. */
function lookup(background: number, polarity: Signal["polarity"]): Uint8Array {
  const range = polarity === "dark" ? background : 255 - background;
  return Uint8Array.from({ length: 256 }, (_, grey) => {
    const difference = polarity === "dark" ? background - grey : grey - background;
    return Math.max(0, Math.min(255, Math.round((difference * 255) / range)));
  });
}

function frameMedian({ data, width, height }: GreyImage): number {
  const counts = new Uint32Array(256);
  let total = 0;
  const count = (x: number, y: number): void => {
    const grey = data[y * width + x] as number;
    counts[grey] = (counts[grey] as number) + 1;
    total += 1;
  };
  for (let x = 0; x < width; x++) {
    count(x, 0);
    count(x, height - 1);
  }
  for (let y = 1; y < height - 1; y++) {
    count(0, y);
    count(width - 1, y);
  }
  let grey = 0;
  for (let below = counts[0] as number; below * 2 < total; below += counts[grey] as number) grey += 1;
  return grey;
}
