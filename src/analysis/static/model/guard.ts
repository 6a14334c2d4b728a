// What runs whenever a module is imported, in every child too, and what only the process that runs the script does.

import type { Module } from './module.ts';
import { type AnyNode, type FunctionNode, isFunction, nodesIn, propertyName } from './tree.ts';

/** Nodes that leave nothing undecided: what stands in them runs when they do. */
const plain = new Set([
  ...['ExpressionStatement', 'AwaitExpression', 'VariableDeclaration', 'VariableDeclarator', 'CallExpression'],
  ...['MemberExpression', 'ChainExpression', 'NewExpression', 'BlockStatement', 'ForStatement', 'ForOfStatement'],
  ...['ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ArrayExpression', 'ObjectExpression', 'Property'],
  ...[
    'UnaryExpression',
    'AssignmentExpression',
    'SpreadElement',
    'TemplateLiteral',
    'TryStatement',
    'LabeledStatement',
  ],
]);

const eachMethods = new Set(['map', 'forEach', 'from']);

/** Does code at `node` surely run in every process that imports the module? */
export function runsOnImport(module: Module, node: AnyNode): boolean {
  const { tree } = module;
  for (const outer of tree.ancestorsOf(node)) {
    if (outer.type === 'Program') return !leavesUnlessMain(module);
    if (isFunction(outer) ? !isCalledAtOnce(module, outer) : !plain.has(outer.type)) return false;
  }
  return false;
}

/** `import.meta.main`, `require.main` and what else scripts ask to know whether they are the one that was run. */
export function asksForMain(node: AnyNode): boolean {
  return nodesIn(node).some((inner) => {
    if (inner.type === 'MetaProperty') return inner.meta.name === 'import';
    if (inner.type !== 'MemberExpression' || inner.object.type !== 'Identifier') return false;
    const path = `${inner.object.name}.${propertyName(inner)}`;
    return path === 'require.main' || path === 'process.argv';
  });
}

interface Start {
  at: AnyNode;
  what: string;
}

/** Expressions below `node` that start a process, a pool or a manager, each with what it starts. */
export function startsIn(module: Module, node: AnyNode): Start[] {
  const { imports, kinds } = module;
  return nodesIn(node).flatMap((at): Start[] => {
    if (at.type === 'NewExpression') return imports.nameOf(at.callee) === 'Pool' ? [{ at, what: 'a pool' }] : [];
    if (at.type !== 'CallExpression' || at.callee.type !== 'MemberExpression') return [];
    const method = propertyName(at.callee);
    if (method !== 'start' && method !== 'Pool') return [];
    if (method === 'start' && imports.nameOf(at.callee.object) === 'Manager') return [{ at, what: 'a manager' }];
    const owner = kinds.of(at.callee.object);
    if (owner?.lists !== 0) return [];
    if (method === 'start' && owner.name === 'Process') return [{ at, what: 'a process' }];
    return method === 'Pool' && owner.name === 'Manager' ? [{ at, what: 'a pool' }] : [];
  });
}

/** What surely starts something whenever the module is imported: a start itself, or the call of a function that starts. */
export function startsOnImport(module: Module): (Start & { by: string | undefined })[] {
  const direct = startsIn(module, module.program)
    .filter(({ at }) => runsOnImport(module, at))
    .map((start) => ({ ...start, by: undefined }));
  const called = module.tree.nodes.flatMap((at) => {
    if (at.type !== 'CallExpression' || at.callee.type !== 'Identifier' || !runsOnImport(module, at)) return [];
    const start = startOf(module, module.work.functionOf(at.callee));
    return start === undefined ? [] : [{ at, what: start.what, by: at.callee.name }];
  });
  return [...direct, ...called].sort((a, b) => a.at.start - b.at.start);
}

function startOf(module: Module, called: FunctionNode | undefined): Start | undefined {
  if (called === undefined) return undefined;
  const reached = [...module.work.reachedFrom([called])];
  // one that asks by itself whether it may start
  if (reached.some(asksForMain)) return undefined;
  return reached.flatMap((node) => startsIn(module, node))[0];
}

/** A callback of a list that exists, or a function that is called where it stands. */
function isCalledAtOnce({ tree }: Module, node: FunctionNode): boolean {
  const call = tree.parentOf(node);
  if (call?.type !== 'CallExpression') return false;
  if (call.callee === node) return true;
  return call.callee.type === 'MemberExpression' && eachMethods.has(propertyName(call.callee) ?? '');
}

/** `if (!import.meta.main) …` at the top: what follows may never run in a child. */
function leavesUnlessMain({ program }: Module): boolean {
  return program.body.some((statement) => {
    if (statement.type !== 'IfStatement' || !asksForMain(statement.test)) return false;
    const { test } = statement;
    return test.type === 'UnaryExpression' || (test.type === 'BinaryExpression' && test.operator.startsWith('!'));
  });
}
