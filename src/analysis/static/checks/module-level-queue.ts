// A queue, lock or the like made by the module itself and used in a child: the child has imported the module, and made its own.

import { asksForMain, runsOnImport, startsIn } from '../model/guard.ts';
import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { type AnyNode, nodesIn } from '../model/tree.ts';
import type { Check, Said } from './check.ts';

const shared = new Set([
  ...['Queue', 'JoinableQueue', 'SimpleQueue', 'Connection', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore'],
  ...['Condition', 'Event', 'Barrier', 'Value', 'SharedArray'],
]);

export const moduleLevelQueue: Check = {
  id: 'module-level-queue',
  find: (module) =>
    module.scopes.bindings.flatMap((binding) => {
      const made = madeByModule(module, binding);
      if (made === undefined) return [];
      const uses = binding.references.filter((node) => module.work.isInChild(node));
      if (uses.length > 0) return [finding(binding, made, uses)];
      const exported = startsNothing(module) ? binding.references.filter((node) => isInExport(module, node)) : [];
      return exported.length > 0 ? [hint(binding, made, exported)] : [];
    }),
};

function madeByModule(module: Module, binding: Binding): AnyNode | undefined {
  const { declaration, isTop } = binding;
  if (!isTop || declaration.type !== 'VariableDeclarator' || !declaration.init) return undefined;
  const { init } = declaration;
  const isMade =
    init.type === 'NewExpression' || (init.type === 'CallExpression' && module.imports.nameOf(init.callee) === 'Pipe');
  const kind = module.kinds.ofBinding(binding);
  if (!isMade || kind === undefined || kind.lists > 0 || !shared.has(kind.name)) return undefined;
  return module.kinds.isFixed(binding) && runsOnImport(module, declaration) ? init : undefined;
}

function finding({ name }: Binding, made: AnyNode, uses: readonly AnyNode[]): Said {
  return {
    severity: 'warning',
    title: `\`${name}\` is made anew in every process: a child does not use the one of its parent.`,
    message: `Each process has its own memory. A child imports this module, makes a \`${name}\` of its own here and uses that one, which nobody else knows.`,
    cure: `Make it where the processes are started, and hand it over in \`args\`.`,
    at: made,
    related: uses.map((at) => ({ at, text: `a child uses its own \`${name}\` here` })),
  };
}

function hint(binding: Binding, made: AnyNode, uses: readonly AnyNode[]): Said {
  const { name } = binding;
  return {
    ...finding(binding, made, uses),
    severity: 'hint',
    title: `Every process that imports this module has a \`${name}\` of its own.`,
    related: uses.map((at) => ({ at, text: `where this runs in a child, it uses its own \`${name}\`` })),
  };
}

/** It is there to be imported: what starts the processes stands elsewhere. */
function startsNothing(module: Module): boolean {
  return (
    module.work.targets.length === 0 && startsIn(module, module.program).length === 0 && !asksForMain(module.program)
  );
}

function isInExport({ tree, program }: Module, node: AnyNode): boolean {
  const statement = tree.topStatementOf(node);
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
  if (declared?.type === 'FunctionDeclaration') return true;
  if (statement.type !== 'FunctionDeclaration') return false;
  const name = statement.id?.name;
  return program.body.some((other) => {
    if (other.type !== 'ExportNamedDeclaration') return false;
    return other.specifiers.some((specifier) =>
      nodesIn(specifier.local).some((n) => n.type === 'Identifier' && n.name === name),
    );
  });
}
