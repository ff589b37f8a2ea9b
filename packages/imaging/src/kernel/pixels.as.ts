// AssemblyScript: pixel by pixel, 16 at a time. The plain twin in plain.ts says what each function means; tests compare them bit by bit.

/** How many of `length` bytes are <= threshold. */
export function countUpTo(source: usize, length: usize, threshold: i32): i32 {
  const limit = i8x16.splat(<i8>threshold);
  let total: i32 = 0;
  let at: usize = 0;
  while (at + 16 <= length) {
    // 255 sums of 0 or 1 fit into a byte.
    const end = min<usize>(length & ~15, at + 16 * 255);
    let ones = i8x16.splat(0);
    for (; at < end; at += 16) ones = i8x16.sub(ones, i8x16.le_u(v128.load(source + at), limit));
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(ones));
    total += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  }
  for (; at < length; at++) if (<i32>load<u8>(source + at) <= threshold) total++;
  return total;
}

/** target = 255 - |a - b| */
export function difference(target: usize, a: usize, b: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    const u = v128.load(a + at);
    const v = v128.load(b + at);
    v128.store(target + at, v128.not(v128.or(i8x16.sub_sat_u(u, v), i8x16.sub_sat_u(v, u))));
  }
  for (; at < length; at++) store<u8>(target + at, <u8>(255 - abs<i32>(<i32>load<u8>(a + at) - <i32>load<u8>(b + at))));
}

/** target = the halves of a and b, each rounded up, added, at most 255 */
export function meanOfTwo(target: usize, a: usize, b: usize, length: usize): void {
  const zero = i8x16.splat(0);
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    const halves = i8x16.add_sat_u(i8x16.avgr_u(v128.load(a + at), zero), i8x16.avgr_u(v128.load(b + at), zero));
    v128.store(target + at, halves);
  }
  for (; at < length; at++) {
    const sum = ((<i32>load<u8>(a + at) + 1) >> 1) + ((<i32>load<u8>(b + at) + 1) >> 1);
    store<u8>(target + at, <u8>min<i32>(255, sum));
  }
}

/** target (bytes) = table[source (16 bit)] */
export function narrow(target: usize, source: usize, length: usize, table: usize): void {
  let at: usize = 0;
  for (; at + 4 <= length; at += 4) {
    const four = load<u64>(source + 2 * at);
    const a = <u32>load<u8>(table + <usize>(four & 0xffff));
    const b = <u32>load<u8>(table + <usize>((four >> 16) & 0xffff));
    const c = <u32>load<u8>(table + <usize>((four >> 32) & 0xffff));
    const d = <u32>load<u8>(table + <usize>(four >> 48));
    store<u32>(target + at, a | (b << 8) | (c << 16) | (d << 24));
  }
  for (; at < length; at++) store<u8>(target + at, load<u8>(table + <usize>load<u16>(source + 2 * at)));
}

function quarter(greys: v128, gains: usize): v128 {
  const g = v128.load(gains);
  const round = i32x4.splat(2048);
  const low = i32x4.shr_u(i32x4.add(i32x4.extmul_low_i16x8_u(greys, g), round), 12);
  const high = i32x4.shr_u(i32x4.add(i32x4.extmul_high_i16x8_u(greys, g), round), 12);
  return i16x8.narrow_i32x4_u(low, high);
}

/** target = min(255, (source * gain + 2048) >> 12), gains 16 bit */
export function flatten(target: usize, source: usize, gains: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    const v = v128.load(source + at);
    const low = quarter(i16x8.extend_low_i8x16_u(v), gains + 2 * at);
    const high = quarter(i16x8.extend_high_i8x16_u(v), gains + 2 * at + 16);
    v128.store(target + at, i8x16.narrow_i16x8_u(low, high));
  }
  for (; at < length; at++) {
    const scaled = (<u32>load<u8>(source + at) * <u32>load<u16>(gains + 2 * at) + 2048) >> 12;
    store<u8>(target + at, <u8>min<u32>(255, scaled));
  }
}

/** sums (16 bit) += source where it is >= floor, else instead */
export function addColumns(sums: usize, source: usize, floor: usize, instead: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    const v = v128.load(source + at);
    const kept = v128.bitselect(v, v128.load(instead + at), i8x16.ge_u(v, v128.load(floor + at)));
    const to = sums + 2 * at;
    v128.store(to, i16x8.add(v128.load(to), i16x8.extend_low_i8x16_u(kept)));
    v128.store(to + 16, i16x8.add(v128.load(to + 16), i16x8.extend_high_i8x16_u(kept)));
  }
  for (; at < length; at++) {
    const v = <u32>load<u8>(source + at);
    const kept = v >= <u32>load<u8>(floor + at) ? v : <u32>load<u8>(instead + at);
    store<u16>(sums + 2 * at, <u16>(<u32>load<u16>(sums + 2 * at) + kept));
  }
}

function blended(upper: v128, lower: v128, weight: v128, rest: v128, round: v128): v128 {
  const low = i32x4.add(i32x4.extmul_low_i16x8_u(upper, rest), i32x4.extmul_low_i16x8_u(lower, weight));
  const high = i32x4.add(i32x4.extmul_high_i16x8_u(upper, rest), i32x4.extmul_high_i16x8_u(lower, weight));
  return i16x8.narrow_i32x4_u(i32x4.shr_u(i32x4.add(low, round), 16), i32x4.shr_u(i32x4.add(high, round), 16));
}

/** target = (upper * (256 - weight) + lower * weight + 32768) >> 16, rows of 16-bit greys times 256 */
export function blend(target: usize, upper: usize, lower: usize, length: usize, weight: i32): void {
  const w = i16x8.splat(<i16>weight);
  const rest = i16x8.splat(<i16>(256 - weight));
  const round = i32x4.splat(32768);
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    const u = upper + 2 * at;
    const l = lower + 2 * at;
    const low = blended(v128.load(u), v128.load(l), w, rest, round);
    const high = blended(v128.load(u + 16), v128.load(l + 16), w, rest, round);
    v128.store(target + at, i8x16.narrow_i16x8_u(low, high));
  }
  for (; at < length; at++) {
    const u = <u32>load<u16>(upper + 2 * at);
    const l = <u32>load<u16>(lower + 2 * at);
    store<u8>(target + at, <u8>min<u32>(255, (u * <u32>(256 - weight) + l * <u32>weight + 32768) >> 16));
  }
}
