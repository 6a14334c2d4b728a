// Objects whose rules want to know when nobody can use them any more: how a pipe learns of its end of file.

import type { KernelObject, RuleContext } from './object-rule.ts';
import type { ProcessEntry } from './process-entry.ts';
import { abandonedAmong } from './reach.ts';

export class Watched {
  readonly #objects = new Set<KernelObject>();
  /** Something was let go of since the objects were last looked at. */
  #hasLetGo = false;

  add(object: KernelObject): void {
    if (object.rule.abandoned) this.#objects.add(object);
  }

  /** A process, or a message that is gone now, held something and does so no more. */
  letGo(): void {
    this.#hasLetGo = true;
  }

  tell(processes: ReadonlyMap<number, ProcessEntry>, context: RuleContext): void {
    // what an abandoned object drops may have been the last hold on another one
    while (this.#hasLetGo) {
      this.#hasLetGo = false;
      for (const object of abandonedAmong(this.#objects, processes)) {
        this.#objects.delete(object);
        object.rule.abandoned?.(object.state, context);
      }
    }
  }
}
