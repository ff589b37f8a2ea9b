const WANTED = [20, 19];

/** Old syntax on purpose: an old Node must get as far as this sentence. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) return;
  process.stderr.write(
    `Nauplius needs Node ${WANTED.join(".")} or newer and this is Node ${process.versions.node}: install a newer one from https://nodejs.org and start again.\n`,
  );
  process.exit(1);
}
