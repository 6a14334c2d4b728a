import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { errorClasses, LanescopeError, QueueFullError } from '../../src/base/errors.ts';

describe('error classes', () => {
  test('each have their name as a literal and a code of their own', () => {
    const codes = new Set<string>();
    for (const [name, Class] of Object.entries(errorClasses)) {
      const error = new Class('text');
      expect(error.name).toBe(name);
      expect(Class.name).toBe(name);
      expect(error).toBeInstanceOf(LanescopeError);
      expect(error.code).toMatch(/^[A-Z_]+$/);
      codes.add(error.code);
    }
    expect(codes.size).toBe(Object.keys(errorClasses).length);
  });

  test('keep the cause that they are given', () => {
    const cause = new Error('below');
    expect(new QueueFullError('text', { cause }).cause).toBe(cause);
  });

  test('keep their names in a minified bundle, in the stack too', async () => {
    const stdin = {
      contents:
        "import { errorClasses } from './src/base/errors.ts'; export const error = new errorClasses.QueueFullError('text');",
      resolveDir: process.cwd(),
    };
    const built = await build({ stdin, bundle: true, minify: true, write: false, format: 'esm', logLevel: 'error' });
    const url = `data:text/javascript,${encodeURIComponent(built.outputFiles[0]?.text ?? '')}`;
    const { error } = (await import(/* @vite-ignore */ url)) as { error: Error };
    expect(error.constructor.name).toBe('QueueFullError');
    expect(error.stack).toMatch(/^QueueFullError: text/);
  });
});
