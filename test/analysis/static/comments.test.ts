// A comment with a reason silences one finding; one without does not.

import { describe, expect, test } from 'vitest';
import { silencedBy } from '../../../src/analysis/silenced.ts';
import { said, withImports } from '../../helpers/static.ts';

describe('a comment silences a finding', () => {
  test('on its line, or alone on the line above it', () => {
    expect(silencedBy(['q.get(); // lanescope-ignore missing-await: warms it up'], 1, 'missing-await')).not.toBeNull();
    expect(
      silencedBy(['  // lanescope-ignore missing-await: warms it up', '  q.get();'], 2, 'missing-await'),
    ).not.toBeNull();
    expect(
      silencedBy(['//lanescope-ignore deadlock , missing-await : on purpose', 'x'], 2, 'missing-await'),
    ).not.toBeNull();
  });

  test('not without a reason, of another id, from other lines, or from behind other code', () => {
    const id = 'missing-await';
    for (const [lines, line] of [
      [['q.get(); // lanescope-ignore missing-await'], 1],
      [['q.get(); // lanescope-ignore missing-await:   '], 1],
      [['q.get(); // lanescope-ignore: why'], 1],
      [['q.get(); // lanescope-ignore missing: why'], 1],
      [['// lanescope-ignore missing-await: why', '', 'q.get();'], 3],
      [['f(); // lanescope-ignore missing-await: why', 'q.get();'], 2],
      [['q.get();', '// lanescope-ignore missing-await: why'], 1],
      [[], 1],
    ] as const) {
      expect(silencedBy(lines, line, id), lines.join('\n')).toBeNull();
    }
  });

  test('while the others of the file are said', () => {
    const body =
      'export async function f(q: Queue) {\n// lanescope-ignore missing-await: a test\n  q.get();\n  q.get();\n}';
    expect(said(withImports(body))).toEqual(['missing-await:5']);
  });
});
