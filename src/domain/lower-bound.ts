/**
 * The first place that is not before what is looked for, by halves.
 *
 * @param size of what is in order
 * @param isBefore whether what stands at a place comes before it
 */
export function lowerBound(size: number, isBefore: (place: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
