/** npm's shell may die of a signal without passing it on: then our parent changes, and that is the signal. */
export function whenParentIsGone(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && act(), 500).unref();
}
