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
  body: readonly AnyNode[];
  /** `release()` itself, or `try { … } finally { await lock.release(); }`; absent where the block ends without. */
  end: AnyNode | undefined;
  after: readonly AnyNode[];
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
  const before = statements.slice(0, statements.indexOf(statement) + 1);
  const from = before.findLastIndex((node) => lockOf(module, node, 'acquire') === lock);
  const acquire = statements[from];
  if (acquire === undefined) return undefined;
  const [next, ...behindNext] = statements.slice(from + 1);
  if (next?.type === 'TryStatement' && releasesAtLast(module, next, lock)) {
    return { lock, acquire, body: next.block.body, end: next, after: behindNext, block };
  }
  const behind = statements.slice(from + 1);
  const length = behind.findIndex((node) => lockOf(module, node, 'release') === lock);
  if (length < 0) return { lock, acquire, body: behind, end: undefined, after: [], block };
  return { lock, acquire, body: behind.slice(0, length), end: behind[length], after: behind.slice(length + 1), block };
}

function releasesAtLast(module: Module, node: AnyNode & { type: 'TryStatement' }, lock: string): boolean {
  const [only, ...others] = node.finalizer?.body ?? [];
  return only !== undefined && others.length === 0 && !node.handler && lockOf(module, only, 'release') === lock;
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
  const { lock, acquire, body, after, block } = held;
  if (body.length === 0 || !mayAwait(module, acquire)) return null;
  // another acquire or release of it inside would not be seen by `with`
  if (body.some((node) => mentions(module, node, lock)) || declaresFor(module, body, after)) return null;
  const leaves = body.flatMap((node) => leavingIn(node));
  const isLast = after.length === 0 && isFunction(module.tree.parentOf(block));
  if (leaves.length > 0 && !(isLast && leaves.every(({ type }) => type === 'ReturnStatement'))) return null;
  const gives = leaves.some((node) => node.type === 'ReturnStatement' && node.argument);
  const start = lineStart(source, acquire.start);
  const next = endOfLine(source, acquire.end);
  const inside = insideOf(module, held, next);
  if (source.slice(start, acquire.start).trim() !== '' || next === acquire.end || inside === undefined) return null;
  const [indent, lineBreak] = [indentAt(source, acquire.start), breakOf(source)];
  const comment = source.slice(acquire.end, next).trimEnd();
  const head = `${indent}${gives ? 'return' : 'await'} ${lock}.with(async () => {${comment}${lineBreak}`;
  return [{ start, end: inside.end, text: `${head}${inside.text}${indent}});${lineBreak}` }];
}

function mayAwait({ tree, isScript }: Module, node: AnyNode): boolean {
  return tree.functionAround(node)?.async ?? !isScript;
}

/** What is done while the lock is held, one level deeper, and where all of it ends. */
function insideOf(module: Module, { body, end }: Held, from: number): { text: string; end: number } | undefined {
  const { source } = module;
  if (end?.type === 'TryStatement') {
    const [first, last] = [endOfLine(source, end.block.start + 1), lineStart(source, end.block.end - 1)];
    const isApart = source.slice(from, end.start).trim() === '' && first > end.block.start + 1 && last >= first;
    return isApart ? { text: source.slice(first, last), end: endOfLine(source, end.end) } : undefined;
  }
  const stop = end ? lineStart(source, end.start) : endOfLine(source, body.at(-1)?.end ?? from);
  if (stop < from) return undefined;
  return { text: deeper(module, from, stop), end: end ? endOfLine(source, end.end) : stop };
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
  const leaves = ['ReturnStatement', 'YieldExpression', 'BreakStatement', 'ContinueStatement'].includes(node.type);
  const inner = childrenOf(node).flatMap(leavingIn);
  const isLoop = /^(?:For|While|DoWhile)/.test(node.type);
  // `break` and `continue` of what is inside stay inside
  const outer = inner.filter((one) => {
    if (one.type === 'BreakStatement') return one.label || !(isLoop || node.type === 'SwitchStatement');
    return one.type !== 'ContinueStatement' || one.label || !isLoop;
  });
  return leaves ? [node, ...outer] : outer;
}
