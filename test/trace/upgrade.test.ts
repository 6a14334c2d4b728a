// The steps between format versions are taken in order, and a forgotten one is a loud fault.

import { describe, expect, it } from 'vitest';
import { traceVersion } from '../../src/trace/event.ts';
import { type Upgrade, upgradesFrom } from '../../src/trace/upgrade.ts';

describe('upgradesFrom', () => {
  const one: Upgrade = (row) => {
    row.size += 1;
  };
  const two: Upgrade = (row) => {
    row.size *= 10;
  };

  it('has no steps from the present version, nor from a newer one', () => {
    expect(upgradesFrom(traceVersion)).toEqual([]);
    expect(upgradesFrom(traceVersion + 3)).toEqual([]);
  });

  it('gives the steps in order, and names a missing one', () => {
    const known = new Map([
      [2, two],
      [1, one],
    ]);
    expect(upgradesFrom(1, 3, known)).toEqual([one, two]);
    expect(() => upgradesFrom(1, 4, known)).toThrow('no upgrade from trace version 3');
  });

  it('reaches the present version from every earlier one', () => {
    for (let version = 1; version <= traceVersion; version++) expect(upgradesFrom(version)).toBeInstanceOf(Array);
  });
});
