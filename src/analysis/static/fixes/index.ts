// The quick fixes: each a file here, and one line below. They are pure: text in, edits out.

import { type ModuleText, readModule } from '../model/module.ts';
import type { Edit, Fix, Found } from './fix.ts';
import { lockWith } from './lock-with.ts';
import { mainGuard } from './main-guard.ts';
import { missingAwait } from './missing-await.ts';
import { queueSnapshot } from './queue-snapshot.ts';
import { runNotStart } from './run-not-start.ts';
import { sentinelCount } from './sentinel-count.ts';

export const fixes: readonly Fix[] = [mainGuard, missingAwait, runNotStart, sentinelCount, lockWith, queueSnapshot];

/** What would mend a finding, as far as the text still shows what it is about. */
export function fixesFor(text: ModuleText, found: Found): { title: string; edits: Edit[] }[] {
  const chosen = fixes.filter(({ ids }) => ids.includes(found.id));
  const module = chosen.length === 0 ? null : readModule(text);
  if (module === null) return [];
  return chosen.flatMap(({ title, edits: make }) => {
    const edits = make(module, found);
    return edits === null ? [] : [{ title, edits }];
  });
}
