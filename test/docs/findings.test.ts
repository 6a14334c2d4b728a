// Every check that needs no run has a page; what it calls wrong is found, and what it calls right is not.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/analysis/static/index.ts';
import { said } from '../helpers/static.ts';

const pages = join(import.meta.dirname, '..', '..', 'docs', 'findings');

describe.each(checks.map(({ id }) => id))('the page of %s', (id) => {
  const path = join(pages, `${id}.md`);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const code = (heading: string) => new RegExp(`\\n${heading}:\\n\\n\`\`\`ts\\n([^]*?)\`\`\`\\n`).exec(text)?.[1] ?? '';

  test('has the headings of all such pages', () => {
    const headings = text.match(/^(?:# [\w-]+:|\*\*[\w ]+\.\*\*|\w+:$)/gm);
    expect(headings).toEqual([`# ${id}:`, '**What you see.**', '**Why.**', '**The cure.**', 'Wrong:', 'Right:']);
  });

  test('shows code of which it is said, and code of which nothing is said', () => {
    expect(said(code('Wrong')).map((one) => one.split(':')[0])).toEqual([id]);
    expect(said(code('Right'))).toEqual([]);
  });
});
