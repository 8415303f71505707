/** Amounts of money as registers write them: `100`, `100万元`, `1,000,000元`, `3.9亿元`, `约50万元`, `10万美元`. */
export interface Amount {
  /** As typed. */
  text: string;
  /** In yuan; `undefined` for another currency or text without a number, which are never added to anything. */
  yuan: number | undefined;
  /** Whether the text calls itself approximate (约, 余, 超, 近). */
  approximate: boolean;
}

const SCALE: Readonly<Record<string, number>> = {
  '': 1,
  十: 10,
  百: 100,
  千: 1_000,
  万: 10_000,
  十万: 100_000,
  百万: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
};

/**
 * @param unit what a bare number means in this column: `1` for yuan, `10000` for 万元
 * @returns `undefined` when the text is no amount at all, or one beyond all numbers
 */
export function parseAmount(text: string, unit: number): Amount | undefined {
  const typed = text.normalize('NFKC').replace(/[\s,]/g, '');
  const match =
    /^(约|超过?|近|不少于)?(?:人民币|¥|RMB|CNY)?([+-]?\d+(?:\.\d+)?)(余|多)?(十万|百万|千万|[十百千万亿])?(余|多)?(元人民币|元整|元|圆|人民币)?$/i.exec(
      typed,
    );
  if (match) {
    const [, before, number, more, scale, moreAfterScale, yuanWord] = match;
    const bare = scale === undefined && yuanWord === undefined;
    const yuan = Math.round(Number(number) * (bare ? unit : SCALE[scale ?? '']!) * 100) / 100;
    if (!Number.isFinite(yuan)) return undefined;
    return { text, yuan, approximate: (before ?? more ?? moreAfterScale) !== undefined };
  }
  return /\d/.test(typed) && /(美元|欧元|港币|港元|日元|英镑|澳元|USD|EUR|HKD|\$)/i.test(typed)
    ? { text, yuan: undefined, approximate: false }
    : undefined;
}

/** `1,234.5万元` or `800元`: as amounts stand on a page. */
export function amountInWords(amount: Amount): string {
  if (amount.yuan === undefined) return amount.text;
  const about = amount.approximate ? '约' : '';
  return amount.yuan !== 0 && Math.abs(amount.yuan) % 100 === 0 && Math.abs(amount.yuan) >= 10_000
    ? `${about}${grouped(amount.yuan / 10_000)}万元`
    : `${about}${grouped(amount.yuan)}元`;
}

/** Digits in groups of three, without a locale. */
export function grouped(value: number): string {
  const [whole, fraction] = String(value).split('.') as [string, string?];
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
