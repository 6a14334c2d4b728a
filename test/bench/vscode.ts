// `npm run bench`: from a clean profile with the VSIX installed, how long until the first arrow of a sample; and activate().

import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile, runCommand, sceneWhere, swimlane } from '../vscode/driver.ts';
import { installHost } from '../vscode/host/install.ts';
import { installVsix } from '../vscode/host/server.ts';
import { openWorkbench } from '../vscode/host/workbench.ts';
import { packVsix } from '../vscode/pack.ts';

const rounds = Number(process.argv[2] ?? 3);
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'lanescope-bench-'));
const workspace = join(folder, 'samples');
const extensionsDir = join(folder, 'extensions');

/** One start of VS Code: ms to the workbench, to the file being open, to the first lane and to the first arrow. */
async function measure(): Promise<number[]> {
  const begin = performance.now();
  const since = () => performance.now() - begin;
  const workbench = await openWorkbench({ workspace, extensionsDir });
  try {
    const stood = since();
    await openFile(workbench.page, 'creator.ts');
    const open = since();
    await runCommand(workbench.page, 'Lanescope: Run File');
    const asked = since();
    const frame = await swimlane(workbench.page);
    await sceneWhere(frame, 'a lane', ({ lanes }) => lanes.length > 0);
    const lane = since();
    await sceneWhere(frame, 'an arrow', ({ arrows }) => arrows.some(({ kind }) => kind === 'message'));
    return [stood, open, asked, lane, since()];
  } finally {
    await workbench.close();
  }
}

/** How long `activate` takes in the extension host, as the extension itself tells. */
async function activation(): Promise<number> {
  const testsPath = join(folder, 'activation.cjs');
  const contents = `exports.run = async () => {
    const { activateMs } = await require('vscode').extensions.getExtension('lanescope.lanescope').activate();
    console.log('activate() ' + activateMs);
  };`;
  writeFileSync(testsPath, contents);
  const said: string[] = [];
  const workbench = await openWorkbench({
    workspace,
    extensionsDir,
    testsPath,
    developmentPath: installedIn(extensionsDir),
    log: (line) => said.push(line),
  });
  await workbench.exited;
  await workbench.close();
  const found = /activate\(\) ([\d.]+)/.exec(said.join('\n'));
  if (!found?.[1]) throw new Error('activate() did not tell how long it took');
  return Number(found[1]);
}

function installedIn(dir: string): string {
  const name = readdirSync(dir).find((entry) => entry.startsWith('lanescope.lanescope-'));
  if (!name) throw new Error(`the extension is not in ${dir}`);
  return join(dir, name);
}

const ms = (value: number | undefined) => `${Math.round(value ?? Number.NaN)} ms`.padStart(9);

try {
  cpSync(join(root, 'media', 'samples'), workspace, { recursive: true });
  const installed = await installHost(console.log);
  const vsix = join(folder, 'lanescope.vsix');
  await packVsix(vsix);
  await installVsix(installed, vsix, join(folder, 'data'), extensionsDir);
  console.log('VS Code in a browser, clean profile, from the start of its server:');
  console.log('  workbench  file open  run asked  first lane  first arrow');
  for (let round = 0; round < rounds; round++) {
    console.log((await measure()).map((value) => ms(value)).join('  '));
  }
  console.log(`activate(): ${(await activation()).toFixed(2)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
