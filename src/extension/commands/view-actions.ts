// The actions of the page as commands, one each: they act on the swimlane that is active.

import { viewActions } from '../../protocol/view.ts';
import type { Command } from '../parts.ts';

export const viewCommands: readonly Command[] = viewActions.map((action) => ({
  id: `lanescope.view.${action}`,
  run: ({ swimlanes }) => swimlanes.active?.act(action),
}));
