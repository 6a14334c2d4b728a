// Turns `await lock.acquire(); … await lock.release();` into `await lock.with(async () => { … })`, which releases after an error too.

import type { Module } from '../model/module.ts';
import { type AnyNode, childrenOf, isFunction, nodesIn, propertyName } from '../model/tree.ts';
import type { Edit, Fix } from './fix.ts';
import { breakOf, deeper, endOfLine, indentAt, lineStart } from './layout.ts';
import { callsOn } from './place.ts';

const lockable = new Set(['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition']);

export const lockWith: Fix = {
  ids: ['lock-with', 'left-held', 'lock-not-released'],
  title: 'Hold it with `with`, which always releases it',
  edits: (module, { range }) => {
    for (const call of callsOn(module, range, ['acquire', 'release'])) {
      const held = heldFrom(module, call);
      const edits = held && rewritten(module, held);
      if (edits) return edits;
    }
    return null;
  },
};

interface Held {
  lock: string;
  acquire: AnyNode;
  body: AnyNode[];
  /** Absent where the block ends without. */
  release: AnyNode | undefined;
  after: AnyNode[];
  block: AnyNode;
}

/** The statements of one block between an acquire and the release that belongs to it. */
function heldFrom(module: Module, call: AnyNode): Held | undefined {
  const { tree } = module;
  const statement = [call, ...tree.ancestorsOf(call)].find((node) => {
    const outer = tree.parentOf(node);
    return outer?.type === 'BlockStatement' || outer?.type === 'Program';
  });
  const block = statement && tree.parentOf(statement);
  if (statement === undefined || (block?.type !== 'BlockStatement' && block?.type !== 'Program')) return undefined;
  const statements: readonly AnyNode[] = block.body;
  const lock = lockOf(module, statement, 'acquire') ?? lockOf(module, statement, 'release');
  if (lock === undefined) return undefined;
  const at = statements.indexOf(statement);
  const before = statements.slice(0, at + 1);
  const from = before.findLastIndex((node) => lockOf(module, node, 'acquire') === lock);
  const acquire = statements[from];
  if (acquire === undefined) return undefined;
  const behind = statements.slice(from + 1);
  const length = behind.findIndex((node) => lockOf(module, node, 'release') === lock);
  const body = length < 0 ? behind : behind.slice(0, length);
  const after = length < 0 ? [] : behind.slice(length + 1);
  return { lock, acquire, body, release: length < 0 ? undefined : behind[length], after, block };
}

/** How a lock is spelled in a statement that is nothing but the call of its method, without options. */
function lockOf({ kinds, source }: Module, statement: AnyNode, method: string): string | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  const { expression } = statement;
  const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
  if (call.type !== 'CallExpression' || call.arguments.length > 0 || propertyName(call.callee) !== method)
    return undefined;
  if (call.callee.type !== 'MemberExpression' || call.optional || call.callee.optional) return undefined;
  const kind = kinds.of(call.callee.object);
  const isLock = kind?.lists === 0 && lockable.has(kind.name);
  return isLock ? source.slice(call.callee.object.start, call.callee.object.end) : undefined;
}

function rewritten(module: Module, held: Held): Edit[] | null {
  const { source } = module;
  const { lock, acquire, body, release, after, block } = held;
  const last = release ?? body.at(-1);
  if (last === undefined || body.length === 0) return null;
  // another acquire or release of it inside would not be seen by `with`
  if (body.some((node) => mentions(module, node, lock))) return null;
  if (declaresFor(module, body, after)) return null;
  const leaves = body.flatMap((node) => leavingIn(node));
  const isLast = after.length === 0 && isFunction(module.tree.parentOf(block));
  if (leaves.length > 0 && !(isLast && leaves.every(({ type }) => type === 'ReturnStatement'))) return null;
  const gives = leaves.some((node) => node.type === 'ReturnStatement' && node.argument);
  const indent = indentAt(source, acquire.start);
  const lineBreak = breakOf(source);
  const start = lineStart(source, acquire.start);
  if (source.slice(start, acquire.start).trim() !== '') return null;
  const bodyStart = endOfLine(source, acquire.end);
  const bodyEnd = release ? lineStart(source, release.start) : endOfLine(source, last.end);
  if (bodyStart === acquire.end || bodyEnd < bodyStart) return null;
  const end = release ? endOfLine(source, release.end) : bodyEnd;
  const comment = source.slice(acquire.end, bodyStart).trimEnd();
  const head = `${indent}${gives ? 'return' : 'await'} ${lock}.with(async () => {${comment}${lineBreak}`;
  return [{ start, end, text: `${head}${deeper(module, bodyStart, bodyEnd)}${indent}});${lineBreak}` }];
}

function mentions(module: Module, node: AnyNode, lock: string): boolean {
  return nodesIn(node).some((inner) => {
    if (inner.type !== 'CallExpression' || inner.callee.type !== 'MemberExpression') return false;
    const method = propertyName(inner.callee);
    const { object } = inner.callee;
    return (method === 'acquire' || method === 'release') && module.source.slice(object.start, object.end) === lock;
  });
}

/** Are variables of `body` used in `after`, where they would be out of reach? */
function declaresFor({ scopes }: Module, body: readonly AnyNode[], after: readonly AnyNode[]): boolean {
  const isIn = (nodes: readonly AnyNode[], { start }: AnyNode) =>
    nodes.some((node) => node.start <= start && start < node.end);
  return scopes.bindings.some(
    ({ identifier, references }) => isIn(body, identifier) && references.some((reference) => isIn(after, reference)),
  );
}

/** What would leave a callback instead of what it stands in now. */
function leavingIn(node: AnyNode): AnyNode[] {
  if (isFunction(node)) return [];
  if (node.type === 'ReturnStatement' || node.type === 'YieldExpression') return [node];
  if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') return [node];
  const isLoop = /^(?:For|While|DoWhile|Switch)/.test(node.type);
  const inner = childrenOf(node).flatMap(leavingIn);
  // `break` and `continue` of a loop inside stay inside
  return isLoop ? inner.filter((one) => one.type === 'ReturnStatement' || one.type === 'YieldExpression') : inner;
}
