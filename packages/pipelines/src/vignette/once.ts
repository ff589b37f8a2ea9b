/** Loads a module at its first use, so that a process that only meets small JPEGs never carries libvips. Kept by us: an `import()`
 *  that goes through a loader costs more than decoding a vignette. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
