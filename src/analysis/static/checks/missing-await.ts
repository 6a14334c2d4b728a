// A call that gives a promise is dropped, or used as if it were the answer itself.

import type { CallExpression } from 'acorn';
import { type Gathered, gathering } from '../model/gathered.ts';
import { type Promised, promisedBy, promisedByFunction, promisedByStatic } from '../model/methods.ts';
import { calleeText, type Module } from '../model/module.ts';
import { type AnyNode, nodesIn, propertyName } from '../model/tree.ts';
import { useOf } from '../model/use.ts';
import type { Check, Said } from './check.ts';

export const missingAwait: Check = {
  id: 'missing-await',
  find: (module) => {
    const told = new Set<AnyNode>();
    return module.tree.nodes.flatMap((node) => {
      if (node.type !== 'CallExpression') return [];
      const call = promisingCall(module, node);
      if (call === undefined) return [];
      const use = useOf(module, node);
      if (use.kind === 'dropped') return call.promised === 'waits' ? [finding(module, node, call, 'dropped')] : [];
      if (use.kind === 'value') return [finding(module, node, call, use.at)];
      const gathered = call.promised === 'waits' ? gathering(module, node) : undefined;
      // one list may have several such calls
      if (gathered === undefined || told.has(gathered.at)) return [];
      told.add(gathered.at);
      return [ofGathered(module, node, call, gathered)];
    });
  },
};

/** What is wrong with this call of `forEach`, `map` or `Promise.all`, as far as it drops promises. */
export function gatheredAt(module: Module, at: CallExpression): Gathered | undefined {
  for (const node of nodesIn(at)) {
    if (node.type !== 'CallExpression' || promisingCall(module, node)?.promised !== 'waits') continue;
    const gathered = gathering(module, node);
    if (gathered?.at === at) return gathered;
  }
  return undefined;
}

interface Promising {
  promised: Exclude<Promised, undefined>;
  /** As the user spells it, without arguments: `q.get`. */
  name: string;
}

/** Undefined for a call of which it is not certain that `lanescope` answers it with a promise. */
export function promisingCall(module: Module, call: CallExpression): Promising | undefined {
  const { imports, kinds } = module;
  const { callee } = call;
  const name = calleeText(module, call);
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

function ofGathered(module: Module, node: CallExpression, call: Promising, { form, at, list }: Gathered): Said {
  const around = module.tree.functionAround(at);
  const where = around === undefined || around.async ? '.' : ', in an `async` function.';
  const by = `\`${calleeText(module, at)}\``;
  const dropped = 'an error of one of them would end the process.';
  const { title, message, cure } = {
    forEach: {
      title: `\`forEach\` does not wait for \`${call.name}\`: nothing waits here.`,
      message: `\`forEach\` drops the promises that its callback gives: the program goes on at once, and ${dropped}`,
      cure: `Write \`for (const … of …) await …\`, or \`await Promise.all(….map(…))\`${where}`,
    },
    map: {
      title: `The promises of \`${call.name}\` are not awaited: nothing waits here.`,
      message: `\`map\` makes a list of promises that nobody looks at: the program goes on at once, and ${dropped}`,
      cure: `Write \`await Promise.all(…)\` around it${where}`,
    },
    promises: {
      title: `${by} is not awaited: nothing waits here.`,
      message: `The call gives a promise that nobody looks at: the program goes on at once, and an error would end the process.`,
      cure: `Write \`await\` before it${where}`,
    },
    nested: {
      title: `${by} does not wait for \`${call.name}\`: the promises are in a list inside its list.`,
      message: `${by} waits for the elements of its list. A list is no promise: the program goes on at once, and ${dropped}`,
      cure: 'Write `...` before the inner list, or leave the outer brackets out.',
    },
  }[form];
  const related: Said['related'] = [{ at: node, text: 'gives a promise that nobody awaits' }];
  if (list && list !== node) related.unshift({ at: list, text: 'the inner list' });
  return { severity: 'error', title, message, cure, at, related };
}
