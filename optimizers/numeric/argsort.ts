/**
 * `numpy.argsort` with its default kind, whose order of equal keys depends on
 * the processor.
 *
 * Notation:
 * - n keys; a permutation p of 0..n-1 with keys[p[0]] <= keys[p[1]] <= ...
 *
 * Source: numpy 2.3.5: x86-simd-sort's bitonic network over index pairs
 * (AVX2 and AVX-512), and `npysort/quicksort.cpp` (every other machine).
 *
 * @module
 */

/**
 * Which machine's order of equal keys: `simd`, numpy >= 2.0 on AVX2 or
 * AVX-512; `portable`, everywhere else.
 */
export type TieOrder = "simd" | "portable";

/** Keys up to which numpy's vector code is one sorting network. */
const NETWORK_LIMIT = 256;
/** Part of the list that quicksort leaves to insertion sort. */
const SMALL = 16;

/**
 * Permutation that sorts `keys` ascending.
 *
 * Above 256 keys numpy's `simd` order is a vector quicksort that is not
 * modelled here; equal keys then come in `portable` order.
 *
 * @param keys Numbers without NaN, infinities allowed; shape (n)
 */
export function argsort(keys: ArrayLike<number>, ties: TieOrder): Int32Array {
  return ties === "simd" && keys.length <= NETWORK_LIMIT
    ? argsortNetwork(keys)
    : argsortQuick(keys);
}

function argsortNetwork(keys: ArrayLike<number>): Int32Array {
  const n = keys.length;
  let padded = 4;
  while (padded < n) padded *= 2;
  const key = new Float64Array(padded).fill(Infinity);
  const index = new Int32Array(padded);
  for (let i = 0; i < n; i++) {
    key[i] = keys[i];
    index[i] = i;
  }
  const exchange = (i: number, j: number): void => {
    const left = key[i];
    const right = key[j];
    if (!(right < left)) return;
    key[i] = right;
    key[j] = left;
    const moved = index[i];
    index[i] = index[j];
    index[j] = moved;
  };
  for (let size = 2; size <= padded; size *= 2) {
    for (let block = 0; block < padded; block += size) {
      for (let k = 0; k < size / 2; k++) {
        exchange(block + k, block + size - 1 - k);
      }
    }
    for (let d = size / 4; d >= 1; d /= 2) {
      for (let low = 0; low < padded; low += 2 * d) {
        for (let i = low; i < low + d; i++) exchange(i, i + d);
      }
    }
  }
  return index.subarray(0, n);
}

function argsortQuick(keys: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: keys.length }, (_, i) => i);
  // numpy gives up on quicksort beyond a depth of 2 log2(n), which only keys
  // made to defeat it reach.
  const parts: [left: number, right: number][] = [[0, keys.length - 1]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    let [left, right] = part;
    while (right - left >= SMALL) {
      const pivot = partition(keys, order, left, right);
      if (pivot - left < right - pivot) {
        parts.push([pivot + 1, right]);
        right = pivot - 1;
      } else {
        parts.push([left, pivot - 1]);
        left = pivot + 1;
      }
    }
    insertionSort(keys, order, left, right);
  }
  return order;
}

/** Splits a part around its median of three; returns the pivot's place. */
function partition(
  keys: ArrayLike<number>,
  order: Int32Array,
  left: number,
  right: number,
): number {
  const swap = (i: number, j: number): void => {
    [order[i], order[j]] = [order[j], order[i]];
  };
  const swapIfLess = (i: number, j: number): void => {
    if (keys[order[i]] < keys[order[j]]) swap(i, j);
  };
  const middle = left + ((right - left) >> 1);
  swapIfLess(middle, left);
  swapIfLess(right, middle);
  swapIfLess(middle, left);
  const pivot = keys[order[middle]];
  swap(middle, right - 1);
  let i = left;
  let j = right - 1;
  while (true) {
    do i++; while (keys[order[i]] < pivot);
    do j--; while (pivot < keys[order[j]]);
    if (i >= j) break;
    swap(i, j);
  }
  swap(i, right - 1);
  return i;
}

function insertionSort(
  keys: ArrayLike<number>,
  order: Int32Array,
  left: number,
  right: number,
): void {
  for (let i = left + 1; i <= right; i++) {
    const moving = order[i];
    let j = i;
    while (j > left && keys[moving] < keys[order[j - 1]]) {
      order[j] = order[j - 1];
      j--;
    }
    order[j] = moving;
  }
}
