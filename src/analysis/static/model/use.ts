// What becomes of the value of an expression: dropped, used as a plain value, or in a way that a promise is made for.

import type { Identifier } from 'acorn';
import { promisedBy } from './methods.ts';
import type { Module } from './module.ts';
import { type AnyNode, propertyName } from './tree.ts';

export type Use =
  | { kind: 'dropped' }
  /** Used as if it were no promise, at this place. */
  | { kind: 'value'; at: AnyNode }
  /** Compared with another variable, which may hold the same promise. */
  | { kind: 'compared' }
  /** Awaited, returned, handed on, or nothing that is certain. */
  | { kind: 'open' };

const open: Use = { kind: 'open' };

/** What a promise has itself. */
const ofPromises = new Set(['then', 'catch', 'finally', 'constructor', 'toString', 'valueOf']);

/** Functions that make text or numbers of what they are given. */
const readers = /^(?:console\.\w+|String|Number|Boolean|parseInt|parseFloat|Math\.\w+|JSON\.stringify|isNaN)$/;

/** Methods that send what they are given to another process. */
const senders = new Set(['put', 'putNowait', 'send', 'set', 'push']);

export function useOf(module: Module, node: AnyNode): Use {
  const { tree } = module;
  const outer = tree.parentOf(node);
  if (outer === undefined) return open;
  const value: Use = { kind: 'value', at: node };
  switch (outer.type) {
    case 'ExpressionStatement':
      return { kind: 'dropped' };
    case 'ChainExpression':
      return useOf(module, outer);
    // `ready && q.get()`: what becomes of the whole
    case 'LogicalExpression':
      return outer.left === node ? value : useOf(module, outer);
    case 'ConditionalExpression':
      return outer.test === node ? value : useOf(module, outer);
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
      return value;
    case 'ForStatement':
      return outer.test === node ? value : open;
    case 'UnaryExpression':
      return outer.operator === 'void' || outer.operator === 'typeof' ? open : value;
    case 'BinaryExpression':
      if (outer.operator === 'instanceof') return open;
      return comparesVariables(module, outer) ? { kind: 'compared' } : value;
    case 'TemplateLiteral':
    case 'UpdateExpression':
      return value;
    case 'MemberExpression':
      return outer.object === node && !ofPromises.has(propertyName(outer) ?? '') ? value : open;
    case 'SpreadElement':
      return tree.parentOf(outer)?.type === 'ObjectExpression' ? open : value;
    case 'ForOfStatement':
      return outer.right === node && !outer.await ? value : open;
    case 'CallExpression':
      return isReader(module, outer, node) ? value : open;
    case 'ArrayExpression':
    case 'Property':
      return isGivenToReader(module, outer) ? value : open;
    case 'VariableDeclarator':
      return outer.id.type === 'Identifier' ? ofVariable(module, outer.id) : outer.init === node ? value : open;
    default:
      return open;
  }
}

/** `const name = q.get()`: as a value where it is used so, and nowhere as a promise. */
function ofVariable(module: Module, id: Identifier): Use {
  const { scopes, kinds, tree } = module;
  const declaration = tree.parentOf(tree.parentOf(id) ?? id);
  // a promise has nothing that could be disposed of
  if (declaration?.type === 'VariableDeclaration' && declaration.kind.endsWith('using'))
    return { kind: 'value', at: id };
  const binding = scopes.bindingOf(id);
  if (binding === undefined || !kinds.isFixed(binding)) return open;
  const uses = binding.references.map((reference) => useOf(module, reference));
  const asValue = uses.find((use) => use.kind === 'value');
  return asValue !== undefined && uses.every(({ kind }) => kind === 'value' || kind === 'compared') ? asValue : open;
}

function comparesVariables({ scopes }: Module, node: AnyNode & { type: 'BinaryExpression' }): boolean {
  return [node.left, node.right].every((side) => scopes.bindingOf(side) !== undefined);
}

/** `q.put([name, answer])`, `console.log({ answer })`: in a list or an object that is read at once. */
function isGivenToReader(module: Module, node: AnyNode): boolean {
  const holder = node.type === 'Property' ? module.tree.parentOf(node) : node;
  const call = holder && module.tree.parentOf(holder);
  const isHeld = holder?.type === 'ArrayExpression' || holder?.type === 'ObjectExpression';
  return isHeld && call?.type === 'CallExpression' && call.callee !== holder && isReader(module, call, holder);
}

/** Is `node` an argument of a call that makes text or a number of it, or sends it away? */
function isReader(
  { source, kinds, scopes, imports }: Module,
  call: AnyNode & { type: 'CallExpression' },
  node: AnyNode,
): boolean {
  const { callee } = call;
  if (callee === node) return true;
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  if (readers.test(source.slice(callee.start, callee.end))) return scopes.bindingOf(root) === undefined;
  if (callee.type !== 'MemberExpression' || imports.nameOf(callee.object) !== undefined) return false;
  const kind = kinds.of(callee.object);
  const method = propertyName(callee) ?? '';
  return kind?.lists === 0 && senders.has(method) && promisedBy(kind.name, method) !== undefined;
}
