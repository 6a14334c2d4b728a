// `p.run()` where `p.start()` was meant: the target runs here, in the creator, and no process is made.

import { propertyName } from '../model/tree.ts';
import type { Check } from './check.ts';

export const runNotStart: Check = {
  id: 'run-not-start',
  find: ({ tree, kinds, source }) =>
    tree.nodes.flatMap((node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
      const { object, property } = node.callee;
      const isProcess = object.type !== 'ThisExpression' && object.type !== 'Super' && kinds.of(object);
      if (propertyName(node.callee) !== 'run' || !isProcess) return [];
      if (isProcess.name !== 'Process' || isProcess.lists > 0) return [];
      const name = source.slice(object.start, object.end);
      return [
        {
          severity: 'warning' as const,
          title: `${name}.run() runs the target here: no process is started.`,
          message:
            '`run` is what a process does once it has been started. Called by its creator it does that in the creator.',
          cure: `Call ${name}.start(), and ${name}.join() to wait for its end.`,
          at: property,
        },
      ];
    }),
};
