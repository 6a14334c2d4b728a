// The process that outlives the broker leaves no folder behind, not even one that is made anew after it has been removed.

import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spawnReaper } from '../../src/broker/platform.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** As a process would, that the broker was starting when it was killed. */
function fill(folder: string): void {
  mkdirSync(join(folder, 'compiled'), { recursive: true });
  writeFileSync(join(folder, 'compiled', 'code'), 'code');
}

async function removed(folder: string): Promise<void> {
  while (existsSync(folder)) await later(10);
}

describe.concurrent.each(['linux', 'win32'] as const)('the reaper of %s', (platform) => {
  it('removes the folders of a broker that was killed, and once more what a late process has made there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reaper-'));
    try {
      fill(folder);
      const reaper = spawnReaper([], [folder], platform);
      const ended = once(reaper, 'exit');
      reaper.stdin?.end();
      await removed(folder);
      fill(folder);
      await ended;
      expect(existsSync(folder)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('ends at once where the broker has put all away, and waits for late processes only else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reaper-'));
    const reapers = {
      killed: spawnReaper([], [folder], platform),
      closed: spawnReaper([], [`${folder}-gone`], platform),
    };
    const ends = Object.entries(reapers).map(([name, reaper]) => once(reaper, 'exit').then(() => name));
    for (const { stdin } of Object.values(reapers)) stdin?.end();
    expect(await Promise.race(ends)).toBe('closed');
    await Promise.all(ends);
  });
});
