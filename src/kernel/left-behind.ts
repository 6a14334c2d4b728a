// What a run has not put away, said when it is over. Which objects that can be is known to their rules.

import type { Finding } from '../trace/finding.ts';
import type { KernelObject, LeftBehind, ObjectRule } from './object-rule.ts';

export class LeftBehindObjects {
  readonly #objects = new Map<ObjectRule, KernelObject[]>();

  add(object: KernelObject): void {
    if (!object.rule.leftBehind) return;
    const objects = this.#objects.get(object.rule) ?? [];
    objects.push(object);
    this.#objects.set(object.rule, objects);
  }

  findings(): Finding[] {
    return [...this.#objects].flatMap(([rule, objects]) => rule.leftBehind?.(objects).map(findingOf) ?? []);
  }
}

function findingOf({ id, object, title, cure }: LeftBehind): Finding {
  const places = [{ process: object.creator, site: object.site, seq: 0, text: title }];
  return { id, severity: 'warning', title, message: title, cure, places, cycle: [] };
}
