// Which Node runs scripts: the setting, the PATH, VS Code's own, in this order.

import { expect, test } from 'vitest';
import { findNode, isNewEnough, NodeNotFoundError } from '../../src/extension/find-node.ts';

const electron = { execPath: '/usr/share/code/code', version: '24.15.0', isElectron: true };
const remote = { execPath: '/server/node', version: '24.21.0', isElectron: false };
const asks = (versions: Record<string, string>) => (path: string) => Promise.resolve(versions[path] ?? null);

test('the set path is taken before the PATH', async () => {
  const found = await findNode('/opt/node', asks({ '/opt/node': 'v22.18.0', node: 'v24.0.0' }), electron);
  expect(found).toEqual({ path: '/opt/node', env: {}, canDebug: true });
});

test('a set path that does not fit is an error that names it, never passed over', async () => {
  const tooOld = findNode('/opt/node', asks({ '/opt/node': 'v20.20.2', node: 'v24.0.0' }), electron);
  await expect(tooOld).rejects.toThrow('lanescope.nodePath: /opt/node is v20.20.2.');
  const missing = findNode('/no/such', asks({ node: 'v24.0.0' }), electron);
  await expect(missing).rejects.toThrow('lanescope.nodePath: /no/such cannot be started.');
});

test('node on the PATH is taken from 22.18 on', async () => {
  expect(await findNode('', asks({ node: 'v22.18.0' }), electron)).toMatchObject({ path: 'node', canDebug: true });
});

test("without a fitting node VS Code's own runs scripts, but in Electron it cannot debug them", async () => {
  const own = await findNode('', asks({ node: 'v22.17.1' }), electron);
  expect(own).toEqual({ path: electron.execPath, env: { ELECTRON_RUN_AS_NODE: '1' }, canDebug: false });
  expect(await findNode('', asks({}), remote)).toEqual({ path: remote.execPath, env: {}, canDebug: true });
});

test('where nothing fits the error says what was tried', async () => {
  const error = await findNode('', asks({ node: 'v18.1.0' }), { ...electron, version: '20.0.0' }).catch((e) => e);
  expect(error).toBeInstanceOf(NodeNotFoundError);
  expect(error.message).toBe(
    "Scripts need Node.js 22.18.0 or newer. On the PATH: node is v18.1.0. VS Code's own: 20.0.0.",
  );
});

test('the real node of this machine is asked for its version', async () => {
  const found = await findNode(process.execPath);
  expect(found.path).toBe(process.execPath);
});

test.each([
  ['v22.18.0', true],
  ['22.18.0', true],
  ['v22.17.9', false],
  ['v23.0.0', true],
  ['v100.0.0-nightly', true],
  ['Python 3.11', false],
])('%s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
