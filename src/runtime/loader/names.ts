// Finds what each constructed object is stored in, so that `const tasks = new Queue()` is drawn as "tasks".

import type { Node, Program } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { placeKey } from './registry.ts';

/** Nodes of any kind, as far as names need to look into them. */
interface Any extends Node {
  name?: string;
  computed?: boolean;
  value?: unknown;
  id?: Any | null;
  key?: Any;
  left?: Any;
  right?: Any;
  callee?: Any;
  property?: Any;
  elements?: (Any | null)[];
  arguments?: Any[];
  argument?: Any;
}

/** By `line:column` (both from 1, as in a V8 stack frame): the variable, field or property that a new object is for. */
export function objectNames(program: Program): Map<string, string> {
  const names = new Map<string, string>();
  fullAncestor(program, (node, _state, ancestors) => {
    const place = framePlace(node as Any);
    if (place === undefined) return;
    const name = nameFor(ancestors as Any[]);
    if (name !== undefined) names.set(placeKey(place.line, place.column + 1), name);
  });
  return names;
}

/** Where V8 puts the frame of a construction or call: at `new`, at the function's name, at the method's, or at the bracket. */
function framePlace(node: Any): { line: number; column: number } | undefined {
  if (node.type === 'NewExpression') return node.loc?.start;
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  // what a call has returned is called: `manager.register(Counter)()`
  if (callee?.type === 'CallExpression') return callee.loc?.end;
  return callee?.type === 'MemberExpression' ? callee.property?.loc?.start : callee?.loc?.start;
}

/** Walks outward through whatever hands the new object on unchanged, up to the thing that is given a name. */
function nameFor(ancestors: Any[]): string | undefined {
  let indexes: number[] = [];
  for (let at = ancestors.length - 2; at >= 0; at--) {
    const outer = ancestors[at];
    const inner = ancestors[at + 1];
    if (outer === undefined || inner === undefined) return undefined;
    if (outer.type === 'VariableDeclarator' && outer.id?.type === 'ArrayPattern' && indexes[0] !== undefined) {
      return withIndexes(targetName(outer.id.elements?.[indexes[0]]), indexes.slice(1));
    }
    const name = nameGivenBy(outer, inner);
    // `args: [new Queue()]`: a list of arguments is no name for what is in it.
    if (name !== undefined)
      return indexes.length > 0 && outer.type === 'Property' ? undefined : withIndexes(name, indexes);
    if (outer.type === 'ArrayExpression') indexes = [outer.elements?.indexOf(inner) ?? 0, ...indexes];
    else if (!handsOn(outer, inner)) return undefined;
  }
  return undefined;
}

function withIndexes(name: string | undefined, indexes: readonly number[]): string | undefined {
  return name === undefined ? undefined : name + indexes.map((index) => `[${index}]`).join('');
}

function nameGivenBy(outer: Any, inner: Any): string | undefined {
  if (outer.type === 'VariableDeclarator') return targetName(outer.id);
  if (outer.type === 'AssignmentExpression') return inner === outer.right ? targetName(outer.left) : undefined;
  if (outer.type === 'AssignmentPattern') return inner === outer.right ? targetName(outer.left) : undefined;
  if (outer.type === 'PropertyDefinition' || outer.type === 'Property') return propertyName(outer);
  return undefined;
}

function propertyName(node: Any): string | undefined {
  if (node.computed || node.key === undefined) return undefined;
  if (node.key.type === 'PrivateIdentifier') return `#${node.key.name}`;
  return node.key.name ?? (typeof node.key.value === 'string' ? node.key.value : undefined);
}

/** A variable, `this.field`, or the parts of `const [reader, writer] = …`. */
function targetName(node: Any | null | undefined): string | undefined {
  if (node?.type === 'Identifier') return node.name;
  if (node?.type === 'MemberExpression' && !node.computed) {
    return node.property?.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property?.name;
  }
  if (node?.type !== 'ArrayPattern') return undefined;
  const parts = node.elements?.map((element) => targetName(element)) ?? [];
  return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
}

/** Whether an expression's value is, or is made of, the value inside it: `await …`, `a ?? …`, `Array.from(…, () => …)`. */
function handsOn(outer: Any, inner: Any): boolean {
  switch (outer.type) {
    case 'AwaitExpression':
    case 'ParenthesizedExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return true;
    case 'ArrowFunctionExpression':
      return inner.type !== 'BlockStatement';
    case 'CallExpression':
      return inner.type === 'ArrowFunctionExpression' && (outer.arguments?.includes(inner) ?? false);
    default:
      return false;
  }
}
