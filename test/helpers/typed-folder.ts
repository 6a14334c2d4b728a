// A folder in which the compiler finds nothing but the shipped types: no tsconfig, no types of Node.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const packageFolder = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const tsc = join(packageFolder, 'bin', 'tsc');

export class TypedFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'lanescope-types-'));

  constructor() {
    const stub = join(this.path, 'node_modules', 'lanescope');
    mkdirSync(stub, { recursive: true });
    copyFileSync(join(root, 'dist', 'lanescope.d.ts'), join(stub, 'index.d.ts'));
    writeFileSync(join(stub, 'package.json'), '{ "name": "lanescope", "type": "module", "types": "./index.d.ts" }');
  }

  /** Writes a script into it. */
  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** What the compiler says of these files. */
  check(names: readonly string[]): string {
    const options = [
      '--noEmit',
      '--strict',
      '--ignoreConfig',
      '--module',
      'preserve',
      '--target',
      'esnext',
      '--types',
      '',
    ];
    const rules = ['--erasableSyntaxOnly', '--verbatimModuleSyntax', '--noUnusedLocals', '--noImplicitReturns'];
    try {
      execFileSync(process.execPath, [tsc, ...options, ...rules, ...names], { cwd: this.path, encoding: 'utf8' });
      return '';
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
