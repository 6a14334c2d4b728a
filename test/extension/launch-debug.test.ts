// Under the debugger the broker runs without js-debug's bootloader and hands it to its children.

import { execFileSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';

// Only the pure part is used here; the debug session is tested inside VS Code.
vi.mock('vscode', () => ({}));
const { handOnDebugger } = await import('../../src/extension/launch-debug.ts');

const names = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];
const ask = `console.log(JSON.stringify([process.env, process.ppid, process.argv.slice(1)]))`;

function environmentOf(platform: NodeJS.Platform, given: Record<string, string>, ...more: string[]) {
  const { program, args } = handOnDebugger(process.execPath, ['-e', ask, '--', ...more], platform);
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, ...given };
  return JSON.parse(execFileSync(program, args, { env, encoding: 'utf8' }));
}

test.each([
  'linux',
  'win32',
] as const)("on %s the debugger's variables arrive under their new names only", (platform) => {
  const given = { NODE_OPTIONS: '--no-warnings', VSCODE_INSPECTOR_OPTIONS: '{"a":"b c"}' };
  const [env] = environmentOf(platform, given);
  expect(names.map((name) => env[name])).toEqual([undefined, undefined]);
  expect(env.LANESCOPE_CHILD_NODE_OPTIONS).toBe('--no-warnings');
  expect(env.LANESCOPE_CHILD_VSCODE_INSPECTOR_OPTIONS).toBe('{"a":"b c"}');
});

test('the broker takes the place of the shell: its parent is the debugger', () => {
  expect(environmentOf('linux', {})[1]).toBe(process.pid);
});

test.each(['linux', 'win32'] as const)('on %s arguments with blanks, quotes and dollars pass unchanged', (platform) => {
  const odd = ['a b', `'"`, '$HOME', '*'];
  expect(environmentOf(platform, {}, ...odd)[2]).toEqual(odd);
});
