// AssemblyScript: chamfer distances, a row at a time. The plain twin in plain.ts says what they mean; tests compare them bit by bit.

function plus(v: v128, step: i16): v128 {
  return i16x8.add_sat_s(v, i16x8.splat(step));
}

/** What the two rows behind offer to eight pixels: 41 straight, 58 diagonal, 92 a knight's move. */
function fromBehind(here: usize, one: usize, two: usize): v128 {
  const straight = i16x8.min_s(v128.load(here), plus(v128.load(one), 41));
  const diagonal = plus(i16x8.min_s(v128.load(one - 2), v128.load(one + 2)), 58);
  const flat = i16x8.min_s(v128.load(one - 4), v128.load(one + 4));
  const steep = i16x8.min_s(v128.load(two - 2), v128.load(two + 2));
  return i16x8.min_s(i16x8.min_s(straight, diagonal), plus(i16x8.min_s(flat, steep), 92));
}

/** Rows from `first` on, `step` bytes apart, each from left to right. */
function forward(plane: usize, stride: usize, width: usize, height: usize): void {
  const far = i16x8.splat(32767);
  const ramp = i16x8(41, 82, 123, 164, 205, 246, 287, 328);
  for (let y: usize = 2; y < height - 2; y++) {
    const row = plane + y * stride;
    let carry: i32 = 32767;
    for (let x: usize = 2; x < width - 2; x += 8) {
      const at = row + 2 * x;
      let v = fromBehind(at, at - stride, at - 2 * stride);
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(far, v, 0, 8, 9, 10, 11, 12, 13, 14), 41));
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(far, v, 0, 0, 8, 9, 10, 11, 12, 13), 82));
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(far, v, 0, 0, 0, 0, 8, 9, 10, 11), 164));
      v = i16x8.min_s(v, i16x8.add_sat_s(i16x8.splat(<i16>carry), ramp));
      v128.store(at, v);
      carry = i16x8.extract_lane_s(v, 7);
    }
  }
}

/** The same from the bottom right. The last eight pixels of a row end at its margin. */
function backward(plane: usize, stride: usize, width: usize, height: usize): void {
  const far = i16x8.splat(32767);
  const ramp = i16x8(328, 287, 246, 205, 164, 123, 82, 41);
  for (let y: usize = height - 3; y >= 2; y--) {
    const row = plane + y * stride;
    let carry: i32 = 32767;
    for (let x: usize = width - 2; x > 2; x -= 8) {
      const at = row + 2 * x - 16;
      let v = fromBehind(at, at + stride, at + 2 * stride);
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(v, far, 1, 2, 3, 4, 5, 6, 7, 8), 41));
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(v, far, 2, 3, 4, 5, 6, 7, 8, 8), 82));
      v = i16x8.min_s(v, plus(v128.shuffle<i16>(v, far, 4, 5, 6, 7, 8, 8, 8, 8), 164));
      v = i16x8.min_s(v, i16x8.add_sat_s(i16x8.splat(<i16>carry), ramp));
      v128.store(at, v);
      carry = i16x8.extract_lane_s(v, 0);
    }
  }
}

/** In place, on signed 16-bit numbers: 0 where distance starts, 32767 elsewhere. Two rows and columns on each side are a margin of
 *  32767; the width between the margins is a multiple of 8. */
export function chamfer(plane: usize, width: usize, height: usize): void {
  const stride = 2 * width;
  forward(plane, stride, width, height);
  backward(plane, stride, width, height);
}
