// The checks that need no run: each a file in checks/, and one line here.

import { silencedBy } from '../silenced.ts';
import type { Check } from './checks/check.ts';
import { mainGuard } from './checks/main-guard.ts';
import { managerCopy } from './checks/manager-copy.ts';
import { missingAwait } from './checks/missing-await.ts';
import { moduleLevelQueue } from './checks/module-level-queue.ts';
import { nestedTarget } from './checks/nested-target.ts';
import { raceLosesItem } from './checks/race-loses-item.ts';
import { runNotStart } from './checks/run-not-start.ts';
import { sharedGlobal } from './checks/shared-global.ts';
import type { StaticFinding } from './finding.ts';
import { type ModuleText, readModule } from './model/module.ts';

export const checks: readonly Check[] = [
  mainGuard,
  moduleLevelQueue,
  missingAwait,
  nestedTarget,
  runNotStart,
  managerCopy,
  sharedGlobal,
  raceLosesItem,
];

/** What is surely wrong in a module, in the order of its lines; null for a text that does not parse. */
export function findIn(text: ModuleText): StaticFinding[] | null {
  return findAllIn(text)?.filter(({ why }) => why === null) ?? null;
}

/** Those that a comment silences too, with its reason. */
export function findAllIn(text: ModuleText): (StaticFinding & { why: string | null })[] | null {
  const module = readModule(text);
  if (module === null) return null;
  const { lines, imports } = module;
  if (imports.isEmpty) return [];
  return checks
    .flatMap(({ id, find }) =>
      find(module).map(({ at, related = [], ...said }) => {
        const range = lines.rangeOf(at);
        const places = related.map((place) => ({ range: lines.rangeOf(place.at), text: place.text }));
        return { id, ...said, range, related: places, why: silencedBy(lines.texts, range.start.line, id) };
      }),
    )
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column);
}
