// Runs a program of a few files, written to a folder of its own, in a real Node process under the loader.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Ended {
  lines: string[];
  stderr: string;
  status: number | null;
}

/** The built loader and a place for programs; `close` removes both. */
export class Programs {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'lanescope-loader-')));
  readonly #env: Readonly<Record<string, string>>;
  #count = 0;

  /** @param env what the programs get besides this process's environment */
  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
  }

  /** Bundles the loader, the probe that stands for `lanescope`, and amaro. */
  async build(): Promise<void> {
    const here = path.dirname(fileURLToPath(import.meta.url));
    const shared = { platform: 'node', target: 'node22', bundle: true, logLevel: 'error' } as const;
    const entry = (file: string, name: string, format: 'esm' | 'cjs') =>
      build({ ...shared, entryPoints: [file], outfile: path.join(this.folder, 'built', name), format });
    await Promise.all([
      entry(path.join(here, 'bootstrap.ts'), 'bootstrap.mjs', 'esm'),
      entry(path.join(here, 'probe.ts'), 'probe.mjs', 'esm'),
      entry(path.join(here, '../../../node_modules/amaro/dist/index.js'), 'amaro.cjs', 'cjs'),
    ]);
  }

  /** Writes a program's files and gives their folder. */
  write(files: Readonly<Record<string, string>>): string {
    const folder = path.join(this.folder, `program-${++this.#count}`);
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return folder;
  }

  run(
    files: Readonly<Record<string, string>>,
    role: 'main' | 'child' | 'simulated' = 'main',
    script = 'main.ts',
    env: Readonly<Record<string, string>> = {},
  ): Ended {
    return this.start(role, path.join(this.write(files), script), env);
  }

  start(role: 'main' | 'child' | 'simulated', file: string, env: Readonly<Record<string, string>> = {}): Ended {
    return this.#loaded(role, file, { ...this.#env, ...env });
  }

  /** The same program under Node alone and under the loader. */
  both(files: Readonly<Record<string, string>>, script = 'main.ts'): { plain: Ended; ours: Ended } {
    const file = path.join(this.write(files), script);
    return { plain: node([file]), ours: this.#loaded('main', file, {}) };
  }

  #loaded(role: string, file: string, env: Readonly<Record<string, string>>): Ended {
    const args = [path.join(this.folder, 'built', 'bootstrap.mjs'), role, file];
    if (process.env.LANESCOPE_TEST_PREPARED === undefined || env.LOADER_STORE) return node(args, env);
    const store = { ...env, LOADER_STORE: mkdtempSync(path.join(this.folder, 'store-')) };
    node(args, store);
    return node(args, store);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function node(args: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
  const { NODE_OPTIONS: _, ...env } = { ...process.env, ...more };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return { lines: stdout.split('\n').filter((line) => line !== ''), stderr, status };
}
