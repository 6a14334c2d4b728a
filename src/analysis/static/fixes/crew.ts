// Which processes of a module share a queue: how it is handed to them, and what they call it.

import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { type AnyNode, type FunctionNode, nodesIn, propertyName, propertyOf } from '../model/tree.ts';

/** A construction of a process that is given the queue. */
export interface Member {
  site: AnyNode;
  function: FunctionNode;
  /** The parameter by which its target knows the queue. */
  parameter: Binding;
}

/** Processes whose target is a function of this module and that get the queue `binding` in `args`. */
export function crewOf(module: Module, binding: Binding): Member[] {
  const { work, scopes } = module;
  return work.targets.flatMap(({ function: node, as, site }) => {
    const target = work.functionOf(node);
    if (as !== 'target' || target === undefined || site.type !== 'NewExpression') return [];
    const args = propertyOf(site.arguments[0], 'args');
    if (args?.type !== 'ArrayExpression') return [];
    const index = args.elements.findIndex((element) => element && scopes.bindingOf(element) === binding);
    const param = target.params[index];
    const parameter = param && scopes.bindingOf(param);
    return parameter ? [{ site, function: target, parameter }] : [];
  });
}

/** Calls of a method on what a name means. */
export function callsOf({ scopes }: Module, binding: Binding, methods: readonly string[], within: AnyNode): AnyNode[] {
  return nodesIn(within).filter((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    return methods.includes(propertyName(node.callee) ?? '') && scopes.bindingOf(node.callee.object) === binding;
  });
}

export const takes = ['get', 'getNowait'];
export const puts = ['put', 'putNowait'];

/** Is it made once, or as often as a loop or a list says? */
export function isMadeOnce({ tree }: Module, { site }: Member): boolean {
  const ancestors = [...tree.ancestorsOf(site)];
  const around = tree.functionAround(site);
  const until = around === undefined ? ancestors : ancestors.slice(0, ancestors.indexOf(around));
  const isCallback = around !== undefined && tree.parentOf(around)?.type === 'CallExpression';
  return !isCallback && !until.some(({ type }) => /^(?:For|While|DoWhile)/.test(type));
}

/** A variable in reach of `at` that holds the list in which the processes at `site` were made. */
export function listOf({ tree, scopes }: Module, { site }: Member, at: AnyNode): Binding | undefined {
  for (const ancestor of tree.ancestorsOf(site)) {
    if (ancestor.type !== 'VariableDeclarator') continue;
    const binding = scopes.bindingOf(ancestor.id);
    if (binding === undefined) continue;
    const block = tree.parentOf(tree.parentOf(ancestor) ?? ancestor);
    const isInReach = block !== undefined && block.start <= at.start && at.end <= block.end && ancestor.end <= at.start;
    return isInReach ? binding : undefined;
  }
  return undefined;
}
