// Changes of a value that stays the same object: `list.push(x)`, `counts[word] = 1`, `delete seen[key]`.

import { type AnyNode, propertyName, type Tree } from './tree.ts';

/** Methods of arrays, maps and sets that change them; `sort` and `reverse` are as often used to show them. */
const changing = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'fill',
  'copyWithin',
  'set',
  'add',
  'delete',
  'clear',
]);

/** Methods that only plain lists have, and no proxy. */
const plainOnly = new Set(['shift', 'unshift', 'splice', 'fill', 'copyWithin', 'add']);

export interface Change {
  /** The whole expression that changes. */
  at: AnyNode;
  /** A proxy could be changed so too: with a call that it sends to its manager. */
  couldBeProxy: boolean;
}

/** How the expression `node` changes its value where it stands; undefined where it does not. */
export function changeAt(tree: Tree, node: AnyNode): Change | undefined {
  const member = tree.parentOf(node);
  if (member?.type !== 'MemberExpression' || member.object !== node) return undefined;
  const outer = tree.parentOf(member);
  if (outer === undefined) return undefined;
  if (outer.type === 'AssignmentExpression' && outer.left === member) return { at: outer, couldBeProxy: false };
  if (outer.type === 'UpdateExpression') return { at: outer, couldBeProxy: false };
  if (outer.type === 'UnaryExpression' && outer.operator === 'delete') return { at: outer, couldBeProxy: false };
  const method = propertyName(member) ?? '';
  if (outer.type !== 'CallExpression' || outer.callee !== member || !changing.has(method)) return undefined;
  return { at: outer, couldBeProxy: !plainOnly.has(method) };
}
