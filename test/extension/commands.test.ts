// The registry of commands is what package.json promises to VS Code, and each has its words.

import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { viewActions } from '../../src/protocol/view.ts';

// Commands use it only when they run, which is tested inside VS Code.
vi.mock('vscode', () => ({}));
const { commands } = await import('../../src/extension/commands/index.ts');

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const { contributes } = read('package.json');
const words: Record<string, string> = read('package.nls.json');
const promised: { command: string; title: string; enablement?: string }[] = contributes.commands;

test('the registry and package.json name the same commands', () => {
  expect(commands.map(({ id }) => id).sort()).toEqual(promised.map(({ command }) => command).sort());
});

test('every action of the page is a command that is enabled only on a swimlane', () => {
  for (const action of viewActions) {
    const command = promised.find((candidate) => candidate.command === `lanescope.view.${action}`);
    expect(command?.enablement).toContain("activeWebviewPanelId == 'lanescope.swimlane'");
    expect(command?.enablement).toContain("activeCustomEditorId == 'lanescope.trace'");
  }
});

test('every placeholder of package.json has words, and every word is used', () => {
  const used = [...JSON.stringify(read('package.json')).matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]);
  expect(used.sort()).toEqual(Object.keys(words).sort());
});

test('menus and walkthrough mention only commands that exist', () => {
  const ids = new Set(promised.map(({ command }) => command));
  const menus = Object.values(contributes.menus as Record<string, { command: string }[]>).flat();
  expect(menus.filter(({ command }) => !ids.has(command))).toEqual([]);
  const linked = Object.values(words).flatMap((text) => [...text.matchAll(/\(command:(lanescope[\w.]+)/g)]);
  expect(linked.map((match) => match[1]).filter((id) => !ids.has(id ?? ''))).toEqual([]);
  expect(linked.length).toBeGreaterThan(4);
});
