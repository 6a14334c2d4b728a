// Settings: what package.json promises is what the code reads.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSettings, readSettings } from '../../src/extension/settings.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const words = JSON.parse(readFileSync(new URL('../../package.nls.json', import.meta.url), 'utf8'));
const properties: Record<string, { default: unknown; enum?: string[] }> = manifest.contributes.configuration.properties;

test('package.json and the code name the same settings with the same defaults', () => {
  const promised = Object.fromEntries(
    Object.entries(properties).map(([name, { default: value }]) => [name.replace('lanescope.', ''), value]),
  );
  expect(defaultSettings).toEqual(promised);
});

test('every setting is read: each value that package.json allows comes through', () => {
  const asked: string[] = [];
  const set: Record<string, unknown> = {
    nodePath: '/opt/node',
    nodeArgs: ['--stack-size=900'],
    env: { A: '1' },
    cwd: 'sub',
    onDeadlock: 'stay',
    openSwimlane: 'below',
    previewBytes: 0,
    keepRuns: 3,
  };
  const settings = readSettings((name) => {
    asked.push(name);
    return set[name];
  });
  expect(settings).toEqual(set);
  expect(asked.sort()).toEqual(Object.keys(defaultSettings).sort());
});

test('values that do not fit are replaced by the defaults', () => {
  const wrong: Record<string, unknown> = { nodePath: 7, nodeArgs: 'x', env: [1], onDeadlock: 'panic', keepRuns: 0 };
  expect(readSettings((name) => wrong[name])).toEqual(defaultSettings);
  expect(readSettings(() => ['ok', 5]).nodeArgs).toEqual(['ok']);
});

test('each choice of a setting is documented', () => {
  for (const [name, property] of Object.entries(properties)) {
    expect(words).toHaveProperty([name.replace('lanescope.', 'setting.')]);
    for (const choice of property.enum ?? []) {
      expect(words).toHaveProperty([`${name.replace('lanescope.', 'setting.')}.${choice}`]);
    }
  }
});

test('what can run code is restricted in untrusted workspaces', () => {
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([
    'lanescope.nodePath',
    'lanescope.nodeArgs',
    'lanescope.env',
    'lanescope.cwd',
  ]);
});
