// The registry of formats: what the command offers is what is here.

import { describe, expect, it } from 'vitest';
import { exportFormats, findFormat } from '../../src/export/index.ts';

describe('exportFormats', () => {
  it('has text, html and json, each found by its id', () => {
    expect(exportFormats.map((format) => format.id)).toEqual(expect.arrayContaining(['text', 'html', 'json']));
    for (const format of exportFormats) expect(findFormat(format.id)).toBe(format);
    expect(findFormat('gif')).toBeUndefined();
  });

  it('has ids in kebab-case, each once, and extensions without a dot', () => {
    const ids = exportFormats.map((format) => format.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const { extension } of exportFormats) expect(extension).toMatch(/^[a-z]+$/);
  });
});
