/** How a vignette becomes the network's input; written into the manifest, its hash into every embedding. */
export type InputContract = {
  /** Changes whenever the code of this folder gives other numbers. */
  readonly version: 1;
  /** Vignettes whose longest side is `reference` pixels keep their scale; others are scaled so that the longest side is
   *  reference * (side / reference)^exponent: 1 keeps every scale, 0 makes all the same size. Between them large objects
   *  cost less and small ones are seen large enough, and the order of sizes stays visible. */
  readonly reference: number;
  readonly exponent: number;
  /** Longest side after scaling, at most. */
  readonly longest: number;
  /** Both sides of the rectangle are multiples of it. */
  readonly bucket: number;
  /** The signal (0 background, 1 full) is multiplied by it. */
  readonly contrast: number;
};

export const planktonContract: InputContract = { version: 1, reference: 44, exponent: 0.25, longest: 96, bucket: 16, contrast: 4 };

/** Longest side in network pixels of a vignette whose longest side is `side` pixels. */
export function scaledLength(side: number, { reference, exponent, longest }: InputContract): number {
  return Math.max(1, Math.min(longest, Math.round(reference * (side / reference) ** exponent)));
}

/** Sides of the rectangle that holds `width` x `height` pixels; never smaller than two cells of the feature map. */
export function bucketOf(width: number, height: number, { bucket }: InputContract): { readonly width: number; readonly height: number } {
  const up = (length: number): number => Math.max(2, Math.ceil(length / bucket)) * bucket;
  return { width: up(width), height: up(height) };
}

/** 64-bit FNV-1a of the contract as 16 hexadecimal digits: embeddings are comparable where it is equal. */
export function contractHash(contract: InputContract): string {
  const text = JSON.stringify(Object.entries(contract).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
