import { describe, expect, test } from 'vitest';
import { addressPart, urls } from './urls.ts';

describe('the address of a promise', () => {
  test('is its key where that can stand in one', () => {
    expect(urls.promise('no-forced-membership')).toBe('/promises/no-forced-membership.html');
  });

  test.each(['收费', 'Fee', 'a/../b', ' a ', '__proto__', '<b>', 'x'.repeat(300)])(
    'is a short hash of it: %s',
    (key) => {
      expect(addressPart(key)).toMatch(/^[0-9a-v]{13}$/);
    },
  );
});
