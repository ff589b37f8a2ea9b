// AssemblyScript: loops over rows. The plain twin in plain.ts says what each function means; tests compare them bit by bit.

/** Writes where each row turns from ground to object and back (u32 columns, always in pairs), and how many turns each row has (u32).
 *  Object: source <= threshold, or where `bright` is not 0, source > threshold. */
export function findTurns(turns: usize, counts: usize, source: usize, width: i32, stride: usize, rows: i32, threshold: i32, bright: i32): i32 {
  const limit = i8x16.splat(<i8>threshold);
  const flip = i8x16.splat(bright == 0 ? 0 : -1);
  let to = turns;
  for (let y = 0; y < rows; y++) {
    const row = source + <usize>y * stride;
    const first = to;
    let state: u32 = 0;
    let x: i32 = 0;
    while (x + 16 <= width) {
      if (state == 0) {
        // Plain ground, four steps at a time.
        while (x + 64 <= width) {
          const a = v128.xor(i8x16.le_u(v128.load(row + x), limit), flip);
          const b = v128.xor(i8x16.le_u(v128.load(row + x, 16), limit), flip);
          const c = v128.xor(i8x16.le_u(v128.load(row + x, 32), limit), flip);
          const d = v128.xor(i8x16.le_u(v128.load(row + x, 48), limit), flip);
          if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) break;
          x += 64;
        }
        if (x + 16 > width) break;
      }
      const bits = <u32>i8x16.bitmask(v128.xor(i8x16.le_u(v128.load(row + x), limit), flip));
      let changes = (bits ^ ((bits << 1) | state)) & 0xffff;
      state = bits >> 15;
      while (changes != 0) {
        store<u32>(to, <u32>x + ctz(changes));
        to += 4;
        changes &= changes - 1;
      }
      x += 16;
    }
    for (; x < width; x++) {
      const on = <u32>((<i32>load<u8>(row + x) <= threshold) != (bright != 0));
      if (on == state) continue;
      store<u32>(to, x);
      to += 4;
      state = on;
    }
    if (state != 0) {
      store<u32>(to, width);
      to += 4;
    }
    store<u32>(counts + 4 * <usize>y, <u32>((to - first) >> 2));
  }
  return <i32>((to - turns) >> 2);
}

/** Columns of 3, 5 and 7 rows added up: the vertical half of the disc. `rows` holds seven addresses, from top to bottom. */
function sumColumns(rows: usize, three: usize, five: usize, seven: usize, from: usize, length: usize): void {
  const a = load<u32>(rows);
  const b = load<u32>(rows, 4);
  const c = load<u32>(rows, 8);
  const d = load<u32>(rows, 12);
  const e = load<u32>(rows, 16);
  const f = load<u32>(rows, 20);
  const g = load<u32>(rows, 24);
  let at: usize = from;
  for (; at + 8 <= length; at += 8) {
    const s3 = i16x8.add(i16x8.add(v128.load8x8_u(c + at), v128.load8x8_u(d + at)), v128.load8x8_u(e + at));
    const s5 = i16x8.add(s3, i16x8.add(v128.load8x8_u(b + at), v128.load8x8_u(f + at)));
    v128.store(three + 2 * at, s3);
    v128.store(five + 2 * at, s5);
    v128.store(seven + 2 * at, i16x8.add(s5, i16x8.add(v128.load8x8_u(a + at), v128.load8x8_u(g + at))));
  }
  for (; at < length; at++) {
    const s3 = <u32>load<u8>(c + at) + <u32>load<u8>(d + at) + <u32>load<u8>(e + at);
    const s5 = s3 + <u32>load<u8>(b + at) + <u32>load<u8>(f + at);
    store<u16>(three + 2 * at, <u16>s3);
    store<u16>(five + 2 * at, <u16>s5);
    store<u16>(seven + 2 * at, <u16>(s5 + <u32>load<u8>(a + at) + <u32>load<u8>(g + at)));
  }
}

/** 2^21 / 37, rounded up: n * inverse >> 21 is n / 37 for every n below 9,500. */
const inverse: u32 = 56680;

function divided(sum: v128): v128 {
  const n = i16x8.add(sum, i16x8.splat(18));
  const m = i16x8.splat(<i16>inverse);
  return i16x8.narrow_i32x4_u(i32x4.shr_u(i32x4.extmul_low_i16x8_u(n, m), 21), i32x4.shr_u(i32x4.extmul_high_i16x8_u(n, m), 21));
}

/** One row of the mean over the 37-pixel disc (rows of 3, 5, 7, 7, 7, 5, 3 pixels). The seven rows have three pixels more on each side: column
 *  x of the target is column x + 3 of theirs. `scratch` takes 6 * (width + 6) bytes. */
export function discMean(target: usize, rows: usize, scratch: usize, width: usize): void {
  const padded = width + 6;
  const three = scratch;
  const five = scratch + 2 * padded;
  const seven = scratch + 4 * padded;
  sumColumns(rows, three, five, seven, 0, padded);
  let at: usize = 0;
  for (; at + 8 <= width; at += 8) {
    const t = three + 2 * at;
    const f = five + 2 * at;
    const s = seven + 2 * at;
    const outer = i16x8.add(v128.load(t), v128.load(t, 12));
    const middle = i16x8.add(v128.load(f, 2), v128.load(f, 10));
    const inner = i16x8.add(i16x8.add(v128.load(s, 4), v128.load(s, 6)), v128.load(s, 8));
    const mean = divided(i16x8.add(outer, i16x8.add(middle, inner)));
    v128.store64_lane(target + at, i8x16.narrow_i16x8_u(mean, mean), 0);
  }
  for (; at < width; at++) {
    const t = three + 2 * at;
    const f = five + 2 * at;
    const s = seven + 2 * at;
    const edge = <u32>load<u16>(t) + <u32>load<u16>(t, 12) + <u32>load<u16>(f, 2) + <u32>load<u16>(f, 10);
    const sum = edge + <u32>load<u16>(s, 4) + <u32>load<u16>(s, 6) + <u32>load<u16>(s, 8);
    store<u8>(target + at, <u8>(((sum + 18) * inverse) >> 21));
  }
}
