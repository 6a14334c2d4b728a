// A target that another process cannot find: lambdas, closures, nested and bound functions.

import type { Module } from '../model/module.ts';
import { type AnyNode, isFunction, propertyName } from '../model/tree.ts';
import type { Check } from './check.ts';

const cure = 'Make it a function at the top level of a module, and hand over what it needs as arguments.';

export const nestedTarget: Check = {
  id: 'nested-target',
  find: (module) =>
    module.work.targets.flatMap(({ function: node, as }) => {
      const what = whatIsWrong(module, node);
      if (what === undefined) return [];
      const whom = ['target', 'initializer', 'action'].includes(as) ? `The ${as}` : `What ${as} is to run`;
      return [
        {
          severity: 'error' as const,
          title: `${whom} is ${what.text}, which another process cannot find.`,
          message:
            'Another process imports the module and looks the function up by its name there, so only functions at the top level of a module can be run by it.',
          cure,
          at: node,
          ...(what.declared
            ? { related: [{ at: what.declared, text: 'declared here, inside of something else' }] }
            : {}),
        },
      ];
    }),
};

function whatIsWrong(module: Module, node: AnyNode): { text: string; declared?: AnyNode } | undefined {
  if (isFunction(node)) return { text: 'a function without a place of its own' };
  if (isBind(node)) return { text: 'a bound function' };
  if (node.type === 'MemberExpression')
    return isMethodOfThis(module, node) ? { text: 'a method of an object' } : undefined;
  const binding = module.scopes.bindingOf(node);
  if (binding === undefined || binding.isTop || !module.work.functionOf(node)) return undefined;
  return { text: `\`${binding.name}\`, a function inside of another block`, declared: binding.identifier };
}

/** `f.bind(…)`, `this.f.bind(…)`. */
function isBind(node: AnyNode): boolean {
  return node.type === 'CallExpression' && propertyName(node.callee) === 'bind';
}

/** A method of the class that `this` is of. A field may hold a function of the top level. */
function isMethodOfThis({ tree }: Module, node: AnyNode & { type: 'MemberExpression' }): boolean {
  if (node.object.type !== 'ThisExpression') return false;
  const name = propertyName(node);
  return (tree.classAround(node)?.body.body ?? []).some((member) => {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.computed) return false;
    const { key } = member;
    return (
      name === (key.type === 'PrivateIdentifier' ? `#${key.name}` : key.type === 'Identifier' ? key.name : undefined)
    );
  });
}
