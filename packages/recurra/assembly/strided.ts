// Moving numbers between layouts: transpose, expand, slice, step, concat and their gradients are all one walk over up to
// six dimensions with a stride on each side. And moving them by index.

// @ts-ignore: decorator
@inline
function put(out: usize, value: f32, accumulate: i32): void {
  store<f32>(out, accumulate ? load<f32>(out) + value : value);
}

function row(out: usize, x: usize, n: i32, os: usize, xs: usize, accumulate: i32): void {
  let i = 0;
  if (os == 4 && xs == 4) {
    if (accumulate) for (; i + 4 <= n; i += 4, out += 16, x += 16) v128.store(out, f32x4.add(v128.load(out), v128.load(x)));
    else for (; i + 4 <= n; i += 4, out += 16, x += 16) v128.store(out, v128.load(x));
  } else if (os == 4 && xs == 0) {
    const value = v128.load32_splat(x);
    if (accumulate) for (; i + 4 <= n; i += 4, out += 16) v128.store(out, f32x4.add(v128.load(out), value));
    else for (; i + 4 <= n; i += 4, out += 16) v128.store(out, value);
  }
  for (; i < n; i++, out += os, x += xs) put(out, load<f32>(x), accumulate);
}

/** out[index . o] (+)= x[index . s] for every index below (n0 .. n5), the last one fastest; strides in floats. */
export function stridedCopy(
  out: usize, x: usize, accumulate: i32,
  n0: i32, n1: i32, n2: i32, n3: i32, n4: i32, n5: i32,
  o0: i32, o1: i32, o2: i32, o3: i32, o4: i32, o5: i32,
  s0: i32, s1: i32, s2: i32, s3: i32, s4: i32, s5: i32,
): void {
  for (let i0 = 0; i0 < n0; i0++) {
    let a1 = out + (<usize>(i0 * o0) << 2), b1 = x + (<usize>(i0 * s0) << 2);
    for (let i1 = 0; i1 < n1; i1++, a1 += <usize>o1 << 2, b1 += <usize>s1 << 2) {
      let a2 = a1, b2 = b1;
      for (let i2 = 0; i2 < n2; i2++, a2 += <usize>o2 << 2, b2 += <usize>s2 << 2) {
        let a3 = a2, b3 = b2;
        for (let i3 = 0; i3 < n3; i3++, a3 += <usize>o3 << 2, b3 += <usize>s3 << 2) {
          let a4 = a3, b4 = b3;
          for (let i4 = 0; i4 < n4; i4++, a4 += <usize>o4 << 2, b4 += <usize>s4 << 2) {
            row(a4, b4, n5, <usize>o5 << 2, <usize>s5 << 2, accumulate);
          }
        }
      }
    }
  }
}

/** out[i] = x[at[i]], positions in floats. */
export function gatherArray(out: usize, x: usize, at: usize, n: i32): void {
  for (let i = 0; i < n; i++, out += 4, at += 4) store<f32>(out, load<f32>(x + (<usize>load<u32>(at) << 2)));
}

/** out[at[i]] += g[i], i ascending: the gradient of gatherArray. */
export function scatterAdd(out: usize, g: usize, at: usize, n: i32): void {
  for (let i = 0; i < n; i++, g += 4, at += 4) {
    const p = out + (<usize>load<u32>(at) << 2);
    store<f32>(p, load<f32>(p) + load<f32>(g));
  }
}
