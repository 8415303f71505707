import { describe, expect, test } from 'vitest';
import { TEXT_KINDS, type PledgeText } from './texts.ts';
import { laterStates, neverApplied, seriesOf } from './versions.ts';

const DAY = '2026-11-20';

function text(date: string, given: Partial<PledgeText> = {}): PledgeText {
  const { code = '51990100MJ0000018U', kind = '自律规约', name = '' } = given;
  const id = `${code}/${TEXT_KINDS[kind]}${name === '' ? '' : `-${name}`}/${date}`;
  return {
    id,
    code,
    kind,
    name,
    date,
    title: '规约',
    isDraft: false,
    attachments: [],
    source: [],
    coverage: {},
    clauses: [],
    ...given,
  };
}

/** Days and states of the versions of the only text. */
function told(texts: readonly PledgeText[]): string[] {
  const all = seriesOf(texts, DAY);
  expect(all).toHaveLength(1);
  const [{ versions, current }] = all as [(typeof all)[0]];
  return versions.map(
    (version) =>
      `${version.text.date} ${version.state} ${version.from} ${version.replacedOn ?? '-'}${version === current ? ' *' : ''}`,
  );
}

describe('the versions of a text', () => {
  test('give way to the next one on the day it takes effect', () => {
    expect(told([text('2024-05-01', { effectiveOn: '2024-06-01' }), text('2021-01-01')])).toEqual([
      '2021-01-01 replaced 2021-01-01 2024-06-01',
      '2024-05-01 in-force 2024-06-01 - *',
    ]);
  });

  test('stay in force until the next one takes effect', () => {
    expect(told([text('2021-01-01'), text('2026-11-01', { effectiveOn: '2027-01-01' })])).toEqual([
      '2021-01-01 in-force 2021-01-01 2027-01-01 *',
      '2026-11-01 upcoming 2027-01-01 -',
    ]);
    expect(told([text('2021-01-01'), text('2026-11-01', { effectiveOn: DAY })])[1]).toBe(
      `2026-11-01 in-force ${DAY} - *`,
    );
  });

  test('end on the day that is on record, with or without a next one', () => {
    expect(told([text('2021-01-01', { replacedOn: '2022-03' })])).toEqual(['2021-01-01 replaced 2021-01-01 2022-03 *']);
    expect(told([text('2021-01-01', { replacedOn: '2022-03' }), text('2024-01-01')])[0]).toBe(
      '2021-01-01 replaced 2021-01-01 2022-03',
    );
  });

  test('of which a later one takes effect first give way to that one, whose own day never comes', () => {
    const all = [
      text('2022-01-01'),
      text('2024-01-01', { effectiveOn: '2027-01-01' }),
      text('2025-01-01', { effectiveOn: '2025-02-01' }),
    ];
    expect(told(all)).toEqual([
      '2022-01-01 replaced 2022-01-01 2025-02-01',
      '2024-01-01 replaced 2027-01-01 2025-02-01',
      '2025-01-01 in-force 2025-02-01 - *',
    ]);
    expect(seriesOf(all, DAY)[0]!.versions.map(neverApplied)).toEqual([false, true, false]);
  });

  test('are not ended by a draft, and a draft alone is what there is', () => {
    expect(
      told([text('2021-01-01', { kind: '行业标准' }), text('2025-01-01', { kind: '行业标准', isDraft: true })]),
    ).toEqual(['2021-01-01 in-force 2021-01-01 - *', '2025-01-01 draft 2025-01-01 -']);
    expect(told([text('2025-01-01', { kind: '行业标准', isDraft: true })])).toEqual([
      '2025-01-01 draft 2025-01-01 - *',
    ]);
  });
});

describe('the days to come', () => {
  const later = (version: Parameters<typeof laterStates>[0]) =>
    laterStates(version, DAY).map(({ from, version: then }) => `${from} ${then.state}`);

  test('bring what takes effect and what gives way', () => {
    const [{ versions }] = seriesOf([text('2021-01-01'), text('2026-11-01', { effectiveOn: '2027-01' })], DAY) as [
      ReturnType<typeof seriesOf>[0],
    ];
    expect(versions.map(later)).toEqual([['2027-01-01 replaced'], ['2027-01-01 in-force']]);
  });

  test('bring nothing to what is over, and to a draft', () => {
    const [{ versions }] = seriesOf([text('2021-01-01'), text('2024-01-01')], DAY) as [ReturnType<typeof seriesOf>[0]];
    expect(versions.map(later)).toEqual([[], []]);
    const draft = text('2026-01-01', { kind: '行业标准', isDraft: true, effectiveOn: '2027-01-01' });
    expect(seriesOf([draft], DAY)[0]!.versions.map(later)).toEqual([[]]);
  });
});

describe('texts', () => {
  test('are apart by organisation, kind and name; every case is one of its own', () => {
    const texts = [
      text('2024-01-01', { code: '51990100MJ0000026P' }),
      text('2024-01-01', { kind: '典型案例' }),
      text('2025-01-01', { kind: '典型案例' }),
      text('2024-01-01', { kind: '行业标准', name: 'quality' }),
      text('2024-01-01', { kind: '行业标准', name: 'service' }),
      text('2024-01-01', { kind: '诚信承诺书' }),
    ];
    expect(seriesOf(texts, DAY).map(({ id }) => id)).toEqual([
      '51990100MJ0000018U/pledge',
      '51990100MJ0000018U/standard-quality',
      '51990100MJ0000018U/standard-service',
      '51990100MJ0000018U/case/2024-01-01',
      '51990100MJ0000018U/case/2025-01-01',
      '51990100MJ0000026P/rules',
    ]);
  });
});
