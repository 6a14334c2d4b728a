// A child changes a variable of the module, and the process that started it looks for the change in its own.

import type { Identifier } from 'acorn';
import { startsIn } from '../model/guard.ts';
import { changeAt } from '../model/in-place.ts';
import { poolMethods } from '../model/methods.ts';
import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { type AnyNode, isFunction, nodesIn, propertyName } from '../model/tree.ts';
import type { Check } from './check.ts';

export const sharedGlobal: Check = {
  id: 'shared-global',
  find: (module) => {
    const { inBoth } = module.work;
    return module.scopes.bindings.flatMap((binding) => {
      if (!isPlainVariable(module, binding)) return [];
      const changes = binding.references.filter((node) => isChange(module, node));
      const inChildren = changes.filter((node) => module.work.isInChild(node));
      const [first] = inChildren;
      // a variable that the creator changes too is its own business
      if (first === undefined || inChildren.length < changes.length) return [];
      if (changes.some((node) => isInside(module, node, inBoth))) return [];
      const reads = binding.references.filter((node) => !changes.includes(node) && isReadAfterStart(module, node));
      if (reads.length === 0) return [];
      const { name } = binding;
      return [
        {
          severity: 'warning' as const,
          title: `A child changes its own \`${name}\`; its parent's stays as it is.`,
          message:
            'Each process has its own memory: a variable of a module exists once in every process that imports it.',
          cure: `Send the result through a queue, return it from a task of a pool, or keep it in a Value or a Manager.`,
          at: first,
          related: reads.map((at) => ({ at, text: `here \`${name}\` has not changed` })),
        },
      ];
    });
  },
};

function isInside({ tree }: Module, node: AnyNode, functions: ReadonlySet<AnyNode>): boolean {
  return [...tree.ancestorsOf(node)].some((ancestor) => functions.has(ancestor));
}

/** A variable with a value of its own: what is shared by its nature is not meant. */
function isPlainVariable({ kinds }: Module, binding: Binding): boolean {
  const { isTop, declaration, kind } = binding;
  if (!isTop || declaration.type !== 'VariableDeclarator' || kinds.ofBinding(binding) !== undefined) return false;
  if (declaration.id !== binding.identifier || isFunction(declaration.init)) return false;
  if (kind !== 'const') return true;
  const { init } = declaration;
  if (init?.type === 'NewExpression')
    return init.callee.type === 'Identifier' && /^(?:Map|Set|Array)$/.test(init.callee.name);
  return init?.type === 'ArrayExpression' || init?.type === 'ObjectExpression';
}

function isChange({ kinds, tree }: Module, node: Identifier): boolean {
  return kinds.isWritten(node) || changeAt(tree, node) !== undefined;
}

/** Code of the creator that stands behind a start, a join or a call of a pool, in the same function. */
function isReadAfterStart(module: Module, node: AnyNode): boolean {
  const { tree, work, program } = module;
  if (work.isInChild(node)) return false;
  const around = tree.functionAround(node) ?? program;
  const begun = [...startsIn(module, around).map(({ at }) => at), ...poolCalls(module, around)];
  return begun.some((at) => at.end <= node.start && (tree.functionAround(at) ?? program) === around);
}

function poolCalls({ kinds }: Module, around: AnyNode): AnyNode[] {
  return nodesIn(around).filter((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const method = propertyName(node.callee) ?? '';
    return poolMethods.has(method) && kinds.of(node.callee.object)?.name === 'Pool';
  });
}
