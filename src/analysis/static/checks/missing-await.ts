// A call that gives a promise is dropped, or used as if it were the answer itself.

import type { CallExpression } from 'acorn';
import { type Promised, promisedBy, promisedByFunction, promisedByStatic } from '../model/methods.ts';
import type { Module } from '../model/module.ts';
import { type AnyNode, propertyName } from '../model/tree.ts';
import { useOf } from '../model/use.ts';
import type { Check, Said } from './check.ts';

export const missingAwait: Check = {
  id: 'missing-await',
  find: (module) =>
    module.tree.nodes.flatMap((node) => {
      if (node.type !== 'CallExpression') return [];
      const call = promisingCall(module, node);
      if (call === undefined) return [];
      const use = useOf(module, node);
      if (use.kind === 'dropped') return call.promised === 'waits' ? [finding(module, node, call, 'dropped')] : [];
      return use.kind === 'value' ? [finding(module, node, call, use.at)] : [];
    }),
};

interface Promising {
  promised: Exclude<Promised, undefined>;
  /** As the user spells it, without arguments: `q.get`. */
  name: string;
}

/** Undefined for a call of which it is not certain that `lanescope` answers it with a promise. */
export function promisingCall({ imports, kinds, source }: Module, { callee }: CallExpression): Promising | undefined {
  const name = source.slice(callee.start, callee.end).replace(/\s+/g, ' ');
  const called = imports.nameOf(callee);
  const byFunction = called === undefined ? undefined : promisedByFunction(called);
  if (byFunction !== undefined) return { promised: byFunction, name };
  if (callee.type !== 'MemberExpression') return undefined;
  const method = propertyName(callee) ?? '';
  const owner = imports.nameOf(callee.object);
  const kind = kinds.of(callee.object);
  const promised =
    owner === undefined ? kind?.lists === 0 && promisedBy(kind.name, method) : promisedByStatic(owner, method);
  return promised ? { promised, name } : undefined;
}

function finding(module: Module, node: CallExpression, call: Promising, used: AnyNode | 'dropped'): Said {
  const around = module.tree.functionAround(node);
  const isAsync = around === undefined || around.async;
  const dropped = used === 'dropped';
  const title = dropped
    ? `\`${call.name}\` is not awaited: nothing waits here.`
    : `\`${call.name}\` gives a promise, not the answer.`;
  const message = dropped
    ? 'The call gives a promise that nobody looks at: the program goes on at once, and an error of the call would end the process.'
    : 'A promise is an object: it is always true, equals no value, and has none of the fields of the answer that it will give.';
  return {
    severity: 'error',
    title,
    message,
    cure: isAsync ? `Write \`await\` before it.` : `Write \`await\` before it, in an \`async\` function.`,
    at: node,
    related: dropped || used === node ? [] : [{ at: used, text: 'used here as if it were the answer' }],
  };
}
