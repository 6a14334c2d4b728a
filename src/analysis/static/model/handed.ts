// What a target is given for its parameters, where a script has no types: the arguments of the processes that run it.

import type { Identifier } from 'acorn';
import type { Imports } from './imports.ts';
import type { Binding, Scopes } from './scopes.ts';
import { type AnyNode, type FunctionNode, propertyOf, type Tree } from './tree.ts';

interface Facts {
  tree: Tree;
  scopes: Scopes;
  imports: Imports;
}

/** What stands in `args` for a parameter, once for each process; none where the function is also called otherwise. */
export function handedTo(facts: Facts, target: FunctionNode, param: Identifier): AnyNode[] {
  const index = target.params.indexOf(param);
  const name = nameOf(facts, target);
  if (index < 0 || name === undefined) return [];
  const given = name.references.map((use) => argumentsOf(facts, use)?.[index] ?? undefined);
  return given.every((node) => node !== undefined) ? given : [];
}

function nameOf({ tree, scopes }: Facts, target: FunctionNode): Binding | undefined {
  if (target.type === 'FunctionDeclaration') return target.id ? scopes.bindingOf(target.id) : undefined;
  const outer = tree.parentOf(target);
  return outer?.type === 'VariableDeclarator' ? scopes.bindingOf(outer.id) : undefined;
}

/** The elements of `args` where `use` is the target of a new process. */
function argumentsOf({ tree, imports }: Facts, use: AnyNode): (AnyNode | null)[] | undefined {
  const property = tree.parentOf(use);
  const options = property && tree.parentOf(property);
  const made = options && tree.parentOf(options);
  if (made?.type !== 'NewExpression' || imports.nameOf(made.callee) !== 'Process') return undefined;
  if (propertyOf(options, 'target') !== use) return undefined;
  const args = propertyOf(options, 'args');
  return args?.type === 'ArrayExpression' ? args.elements : undefined;
}
