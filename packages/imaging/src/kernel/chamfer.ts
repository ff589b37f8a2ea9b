/** The smallest way to a pixel from its neighbours that were done before: those in the row at `step` behind, the two knight's moves of the row
 *  behind that, and the pixel before. @param step - minus the row length going down, the row length going up */
const shortest = (plane: Int16Array, i: number, step: number, before: number): number => {
  const [one, two] = [i + step, i + 2 * step];
  const straight = Math.min(plane[one], plane[before]) + 41;
  const diagonal = Math.min(plane[one - 1], plane[one + 1]) + 58;
  const knight = Math.min(plane[one - 2], plane[one + 2], plane[two - 1], plane[two + 1]) + 92;
  return Math.min(plane[i], straight, diagonal, knight);
};

/** Chamfer distances 41 / 58 / 92 (5 x 5 neighbours, two passes; Borgefors 1986, CVGIP 34:344), in place: 0 where distance starts, 32767
 *  elsewhere. A margin of two pixels all round holds 32767. */
export function chamferPlain(plane: Int16Array, width: number, height: number): void {
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) plane[y * width + x] = shortest(plane, y * width + x, -width, y * width + x - 1);
  }
  for (let y = height - 3; y >= 2; y--) {
    for (let x = width - 3; x >= 2; x--) plane[y * width + x] = shortest(plane, y * width + x, width, y * width + x + 1);
  }
}
