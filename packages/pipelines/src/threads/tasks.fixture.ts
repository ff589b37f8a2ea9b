/** Tasks for the tests of the pool: some behave, some take their thread down with them. */
export const double = (value: number): number => value * 2;

export const sum = (bytes: Uint8Array): { readonly sum: number; readonly thread: string } => {
  let total = 0;
  for (const byte of bytes) total += byte;
  return { sum: total, thread: `${process.pid}` };
};

export const fail = (message: string): never => {
  throw new RangeError(message);
};

export const spin = (ms: number): number => {
  const end = performance.now() + ms;
  let turns = 0;
  while (performance.now() < end) turns += 1;
  return turns;
};

/** Fills the heap for good. */
export const swallow = (): number => {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + kept.length));
};

/** What a fault in native code does to a process. */
export const abort = (): void => process.abort();

export const leave = (): void => process.exit(7);

export const secrets = (): (string | undefined)[] => [process.env.NAUPLIUS_TEST_SECRET, process.env.PATH];
