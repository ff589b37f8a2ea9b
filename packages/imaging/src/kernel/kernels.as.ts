// The kernels of the imaging package: `npm run kernels` in packages/imaging compiles this file.
export { addColumns, blend, countUpTo, difference, flatten, meanOfTwo, narrow } from "./pixels.as";
export { discMean, findTurns } from "./rows.as";
export { chamfer } from "./distance.as";
