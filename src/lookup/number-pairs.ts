/** Millions of pairs of numbers, in blocks that need not be copied to grow. */
export class NumberPairs {
  readonly #blocks: Uint32Array[] = [];
  count = 0;

  add(one: number, other: number): void {
    const at = (this.count % BLOCK) * 2;
    if (at === 0) this.#blocks.push(new Uint32Array(BLOCK * 2));
    const block = this.#blocks.at(-1)!;
    block[at] = one;
    block[at + 1] = other;
    this.count++;
  }

  forEach(visit: (one: number, other: number) => void): void {
    let left = this.count;
    for (const block of this.#blocks)
      for (let at = 0; at < BLOCK * 2 && left > 0; at += 2, left--) visit(block[at]!, block[at + 1]!);
  }
}

const BLOCK = 1 << 18;
