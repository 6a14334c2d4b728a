// Messages of the page are checked before they are used.

import { expect, test } from 'vitest';
import { readFromView } from '../../src/extension/from-view.ts';

test.each([
  { type: 'ready', state: null },
  { type: 'ready', state: { zoom: 2 } },
  { type: 'ack', number: 3 },
  { type: 'state', state: { zoom: 1 } },
  { type: 'problem', text: 'lost' },
  { type: 'openSite', file: 'a.ts', line: 4, column: 2 },
])('%j is taken as it is', (message) => {
  expect(readFromView(message)).toEqual(message);
});

test.each([
  null,
  'ready',
  [],
  {},
  { type: 'ack', number: '3' },
  { type: 'openSite', file: 'a.ts', line: -1, column: 2 },
  { type: 'openSite', file: 'a.ts', line: 1.5, column: 2 },
  { type: 'openSite', file: ['a.ts'], line: 1, column: 1 },
  { type: 'run', script: 'a.ts' },
])('%j is refused', (message) => {
  expect(readFromView(message)).toBeNull();
});
