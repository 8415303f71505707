/** Sixty-four bits of all that was put in, in its order: quick, for telling changes; whoever forges it deceives himself. */
export class Digest {
  #one = 0x9e3779b9;
  #two = 0x7f4a7c15;

  /** Another that has all that was put into this one. */
  copy(): Digest {
    const copy = new Digest();
    copy.#one = this.#one;
    copy.#two = this.#two;
    return copy;
  }

  number(value: number): this {
    let word = Math.imul(value, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    this.#one ^= word;
    this.#one = (Math.imul((this.#one << 13) | (this.#one >>> 19), 5) + 0xe6546b64) | 0;
    word = Math.imul(value, 0x85ebca6b);
    word = Math.imul((word << 16) | (word >>> 16), 0xc2b2ae35);
    this.#two ^= word + this.#one;
    this.#two = (Math.imul((this.#two << 17) | (this.#two >>> 15), 5) + 0x38495ab5) | 0;
    return this;
  }

  words(words: readonly [number, number]): this {
    return this.number(words[0]).number(words[1]);
  }

  /** @param words of many, two each */
  wordsAt(words: Uint32Array, place: number): this {
    return this.number(words[place * 2]!).number(words[place * 2 + 1]!);
  }

  text(text: string): this {
    this.number(text.length);
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i));
    return this;
  }

  pair(): readonly [number, number] {
    return [mixed(this.#one ^ this.#two), mixed(this.#two)];
  }

  /** Puts the pair at a place among many. */
  into(words: Uint32Array, place: number): void {
    words[place * 2] = mixed(this.#one ^ this.#two);
    words[place * 2 + 1] = mixed(this.#two);
  }

  value(): string {
    return inHex(mixed(this.#one ^ this.#two), mixed(this.#two));
  }
}

const scratch = Buffer.alloc(8);

/** Hundreds of thousands are told: numbers in base 16, one after the other, take five times as long. */
function inHex(one: number, two: number): string {
  scratch.writeUInt32BE(one, 0);
  scratch.writeUInt32BE(two, 4);
  return scratch.toString('hex');
}

function mixed(word: number): number {
  let bits = word ^ (word >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Digests of rows as they were kept. */
export function asWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
