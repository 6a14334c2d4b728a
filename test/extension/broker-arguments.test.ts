// What the extension asks of the command.

import { expect, test } from 'vitest';
import { brokerArguments } from '../../src/extension/broker-arguments.ts';

test('settings become options, and the script stands last so that nothing of its name is an option', () => {
  const settings = { nodeArgs: ['--no-warnings', '--stack-size=900'], onDeadlock: 'stay', previewBytes: 0 } as const;
  const request = { cli: '/x/cli.mjs', script: '/w/greet.ts', cwd: '/w', trace: '/s/a.lanes' };
  expect(brokerArguments({ ...request, settings: { ...settings, nodeArgs: [...settings.nodeArgs] } })).toEqual([
    '/x/cli.mjs',
    'run',
    '--no-findings',
    '--trace',
    '/s/a.lanes',
    '--cwd',
    '/w',
    '--on-deadlock',
    'stay',
    '--preview',
    '0',
    '--node-arg',
    '--no-warnings',
    '--node-arg',
    '--stack-size=900',
    '/w/greet.ts',
  ]);
});
