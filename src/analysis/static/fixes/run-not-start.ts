// Starts the process instead of running its target here.

import type { Fix } from './fix.ts';

export const runNotStart: Fix = {
  ids: ['run-not-start'],
  title: 'Start the process instead',
  edits: ({ lines, source }, { range }) => {
    const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
    return source.slice(start, end) === 'run' ? [{ start, end, text: 'start' }] : null;
  },
};
