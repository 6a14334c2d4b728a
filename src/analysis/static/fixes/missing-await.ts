// Puts `await` before the call, and makes the function around it one that may wait.

import { gatheredAt } from '../checks/missing-await.ts';
import type { Gathered } from '../model/gathered.ts';
import type { Module } from '../model/module.ts';
import { type AnyNode, type FunctionNode, isFunction } from '../model/tree.ts';
import { annotationAfter } from '../model/types.ts';
import { type Edit, type Fix, insertion } from './fix.ts';

export const missingAwait: Fix = {
  ids: ['missing-await'],
  title: 'Await it',
  edits: (module, { range }) => {
    const [start, end] = [module.lines.offsetAt(range.start), module.lines.offsetAt(range.end)];
    const call = module.tree.nodes.find(
      (node) => node.type === 'CallExpression' && node.start === start && node.end === end,
    );
    if (call?.type !== 'CallExpression') return null;
    const outer = module.tree.parentOf(call);
    const gathered = gatheredAt(module, call);
    if (gathered?.form === 'nested') return spread(gathered);
    const awaited =
      gathered === undefined || gathered.form === 'promises'
        ? needsParentheses(call, outer)
          ? [insertion(start, '(await '), insertion(end, ')')]
          : [insertion(start, 'await ')]
        : gatheredAgain(module, gathered);
    if (awaited === null) return null;
    const around = module.tree.functionAround(call);
    if (around === undefined) return module.isScript ? null : awaited;
    if (around.async) return awaited;
    const made = madeAsync(module, around);
    return made && [...made, ...awaited];
  },
};

function spread({ list }: Gathered): Edit[] | null {
  return list ? [insertion(list.start, '...')] : null;
}

/** `await Promise.all(xs.map(…))`; null where a result is used, which `forEach` has not. */
function gatheredAgain({ tree }: Module, { form, at }: Gathered): Edit[] | null {
  const outer = tree.parentOf(at);
  const isAwaited = outer?.type === 'AwaitExpression';
  if (!isAwaited && outer?.type !== 'ExpressionStatement') return null;
  const { callee } = at;
  if (callee.type !== 'MemberExpression') return null;
  const edits = [insertion(at.start, isAwaited ? 'Promise.all(' : 'await Promise.all('), insertion(at.end, ')')];
  const { start, end } = callee.property;
  return form === 'forEach' ? [...edits, { start, end, text: 'map' }] : edits;
}

/** `(await q.get()).name`, `!(await q.empty())`: where `await` would take more than the call, or reads badly. */
function needsParentheses(call: AnyNode, outer: AnyNode | undefined): boolean {
  switch (outer?.type) {
    case 'MemberExpression':
      return outer.object === call;
    case 'CallExpression':
      return outer.callee === call;
    case 'BinaryExpression':
    case 'UnaryExpression':
      return true;
    default:
      return false;
  }
}

/** Null for functions whose caller counts on an answer at once: callbacks, constructors, getters, generators. */
function madeAsync(module: Module, node: FunctionNode): Edit[] | null {
  const { tree, source } = module;
  const outer = tree.parentOf(node);
  if (node.generator || outer?.type === 'CallExpression' || outer?.type === 'NewExpression') return null;
  let at = node.start;
  if (outer?.type === 'MethodDefinition' || (outer?.type === 'Property' && outer.method)) {
    const isPlain = outer.type === 'Property' || outer.kind === 'method';
    if (outer.computed || !isPlain) return null;
    at = outer.key.start;
  } else if (outer?.type === 'Property' && outer.kind !== 'init') return null;
  const type = returnType(module, node);
  const promised = type === undefined || /^Promise\b/.test(type.text) ? [] : wrapped(type);
  return [insertion(at, 'async '), ...promised].filter(({ start }) => start <= source.length);
}

function wrapped({ start, text }: { start: number; text: string }): Edit[] {
  return [insertion(start, 'Promise<'), insertion(start + text.length, '>')];
}

/** The annotation behind the parameters. */
function returnType({ source, code }: Module, node: FunctionNode): { start: number; text: string } | undefined {
  if (!isFunction(node)) return undefined;
  const from = node.params.at(-1)?.end ?? node.start;
  const head = code.slice(from, node.body.start);
  const close = from + head.lastIndexOf(')') + 1;
  const text = annotationAfter(source, code, close);
  return text === undefined ? undefined : { start: source.indexOf(text, close), text };
}
