// For tests: SIGUSR2 holds the event loop of the process for BLOCK_SECONDS, as a long computation would.
process.on("SIGUSR2", () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.BLOCK_SECONDS ?? 1) * 1000);
});
