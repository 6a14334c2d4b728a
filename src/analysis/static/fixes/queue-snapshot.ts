// Lets a consumer get until a sentinel comes instead of asking whether the queue is empty, and lets the producer put that sentinel.

import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { type AnyNode, propertyName } from '../model/tree.ts';
import { callsOf, crewOf, isMadeOnce, type Member, puts, takes } from './crew.ts';
import { type Edit, type Fix, insertion } from './fix.ts';
import { breakOf, endOfLine, indentAt, unitOf } from './layout.ts';
import { nullable } from './nullable.ts';
import { callsOn } from './place.ts';

export const queueSnapshot: Fix = {
  ids: ['queue-snapshot'],
  title: 'Get until a sentinel comes, and put one at the end',
  edits: (module, { range }) => {
    for (const call of callsOn(module, range, ['empty', 'qsize', ...takes])) {
      const loop = loopAround(module, call);
      const edits = loop && mended(module, loop);
      if (edits) return edits;
    }
    return null;
  },
};

interface Loop {
  queue: Binding;
  /** The statement that asks whether the queue is empty: the loop itself, or the first in it. */
  asks: AnyNode;
  loop: AnyNode;
  body: AnyNode;
  /** The statement that gets, and `await q.get()` in it. */
  got: AnyNode;
  get: AnyNode;
}

/** `while (!(await q.empty())) …`, or an endless loop that begins with `if (await q.empty()) break;`. */
function loopAround(module: Module, call: AnyNode): Loop | undefined {
  const { tree, scopes } = module;
  const loop = [...tree.ancestorsOf(call)].find(({ type }) => type === 'WhileStatement' || type === 'ForStatement');
  if (loop?.type !== 'WhileStatement' && loop?.type !== 'ForStatement') return undefined;
  const { body } = loop;
  const statements: readonly AnyNode[] = body.type === 'BlockStatement' ? body.body : [body];
  const isEndless = loop.test === null || (loop.test?.type === 'Literal' && loop.test.value === true);
  const asks = isEndless ? statements[0] : loop;
  const queue = asks && scopes.bindingOf(askedQueue(asks) ?? asks);
  const got = statements[isEndless ? 1 : 0];
  if (asks === undefined || queue === undefined || got === undefined) return undefined;
  const [taken, ...others] = callsOf(module, queue, takes, body);
  const get = taken && tree.parentOf(taken);
  const isFirst = get !== undefined && get.start >= got.start && get.end <= got.end;
  if (!isFirst || others.length > 0 || get.type !== 'AwaitExpression') return undefined;
  return tree.functionAround(get) === tree.functionAround(loop) ? { queue, asks, loop, body, got, get } : undefined;
}

/** The queue of which a statement asks whether it is empty, and ends the loop if so. */
function askedQueue(statement: AnyNode): AnyNode | undefined {
  if (statement.type === 'WhileStatement') {
    const { test } = statement;
    if (test.type === 'UnaryExpression' && test.operator === '!') return askedIn(test.argument, 'empty');
    return test.type === 'BinaryExpression' && ['>', '!==', '!='].includes(test.operator) ? countedIn(test) : undefined;
  }
  if (statement.type !== 'IfStatement' || statement.alternate) return undefined;
  const { test, consequent } = statement;
  const [only, ...others] = consequent.type === 'BlockStatement' ? consequent.body : [consequent];
  if (only?.type !== 'BreakStatement' || only.label || others.length > 0) return undefined;
  return test.type === 'BinaryExpression' && test.operator.startsWith('==') ? countedIn(test) : askedIn(test, 'empty');
}

/** `(await q.qsize()) > 0` and the like. */
function countedIn(test: AnyNode & { type: 'BinaryExpression' }): AnyNode | undefined {
  return test.right.type === 'Literal' && test.right.value === 0 ? askedIn(test.left, 'qsize') : undefined;
}

function askedIn(asked: AnyNode, method: string): AnyNode | undefined {
  if (asked.type !== 'AwaitExpression' || asked.argument.type !== 'CallExpression') return undefined;
  const { callee } = asked.argument;
  return callee.type === 'MemberExpression' && propertyName(callee) === method ? callee.object : undefined;
}

function mended(module: Module, loop: Loop): Edit[] | null {
  const sentinel = sentinelEdits(module, loop.queue);
  return sentinel === undefined ? null : [...untilSentinel(module, loop), ...sentinel];
}

/** The loop without its question, which ends when `null` has come. */
function untilSentinel(module: Module, { asks, loop, body, got, get }: Loop): Edit[] {
  const { source } = module;
  const isBlock = body.type === 'BlockStatement';
  const lineBreak = breakOf(source);
  const isOnLine = isBlock && source.slice(body.start + 1, got.start).includes('\n');
  const inner = isOnLine ? indentAt(source, got.start) : indentAt(source, loop.start) + unitOf(source);
  const between = isBlock && !isOnLine ? ' ' : `${lineBreak}${inner}`;
  const head = isBlock ? '' : `{${lineBreak}${inner}`;
  const question: Edit =
    asks === loop
      ? { start: loop.start, end: body.start, text: `for (;;) ${head}` }
      : { start: asks.start, end: got.start, text: '' };
  const declared = declaredName(got, get);
  const item = declared ?? freeName(module);
  const test = `if (${item} === null) break;`;
  const taken =
    declared !== undefined
      ? [insertion(got.end, `${between}${test}`)]
      : [
          insertion(got.start, `const ${item} = ${source.slice(get.start, get.end)};${between}${test}${between}`),
          { start: get.start, end: get.end, text: item },
        ];
  const close = isBlock ? [] : [insertion(body.end, `${lineBreak}${indentAt(source, loop.start)}}`)];
  return [question, ...taken, ...close];
}

/** `item` in `const item = await q.get();` */
function declaredName(got: AnyNode, get: AnyNode): string | undefined {
  if (got.type !== 'VariableDeclaration') return undefined;
  const [only, ...others] = got.declarations;
  return only?.init === get && only.id.type === 'Identifier' && others.length === 0 ? only.id.name : undefined;
}

function freeName({ scopes }: Module): string {
  const taken = new Set(scopes.bindings.map(({ name }) => name));
  return ['item', 'taken', 'itemOrEnd'].find((name) => !taken.has(name)) ?? 'itemOrNull';
}

/** Undefined where the file does not show who puts, and when all is put. */
function sentinelEdits(module: Module, parameter: Binding): Edit[] | undefined {
  const { scopes } = module;
  const shared = scopes.bindings.find((binding) =>
    crewOf(module, binding).some((member) => member.parameter === parameter),
  );
  if (shared === undefined) return undefined;
  const crew = crewOf(module, shared);
  const consumers = crew.filter((member) => member.parameter === parameter);
  const producers = crew.filter((member) => callsOf(module, member.parameter, puts, member.function).length > 0);
  // with several producers, each would have to know of the others
  if (![...consumers, ...producers].every((member) => isMadeOnce(module, member))) return undefined;
  const own = ownPuts(module, shared, crew);
  const [producer] = producers;
  if (producers.length + (own.length > 0 ? 1 : 0) !== 1) return undefined;
  const [name, calls] = producer
    ? [producer.parameter.name, callsOf(module, producer.parameter, puts, producer.function)]
    : [shared.name, own];
  const last = lastStatement(module, calls, producer?.function.body ?? blockOf(module, shared));
  if (last === undefined) return undefined;
  const { source } = module;
  const loop = consumers.length > 1 ? `for (let i = 0; i < ${consumers.length}; i++) ` : '';
  const line = `${indentAt(source, last.start)}${loop}await ${name}.put(null);${breakOf(source)}`;
  const known = [shared, ...new Set([...consumers, ...producers].map((member) => member.parameter))];
  const at = endOfLine(source, last.end);
  if (at === last.end || !isAsync(module, last)) return undefined;
  return [insertion(at, line), ...known.flatMap((binding) => nullable(module, binding))];
}

function isAsync({ tree, isScript }: Module, node: AnyNode): boolean {
  return tree.functionAround(node)?.async ?? !isScript;
}

/** Puts of the process that makes the queue. */
function ownPuts(module: Module, shared: Binding, crew: readonly Member[]): AnyNode[] {
  const functions = crew.map((member) => member.function);
  return callsOf(module, shared, puts, module.program).filter(
    (call) => !functions.some((node) => node.start <= call.start && call.end <= node.end),
  );
}

/** The block in which a variable is declared. */
function blockOf({ tree }: Module, { declaration }: Binding): AnyNode {
  return tree.parentOf(tree.parentOf(declaration) ?? declaration) ?? declaration;
}

/** The statement of `block` itself that the last of the calls stands in. */
function lastStatement({ tree }: Module, calls: readonly AnyNode[], block: AnyNode): AnyNode | undefined {
  const last = calls.at(-1);
  if (last === undefined) return undefined;
  const path = [last, ...tree.ancestorsOf(last)];
  const at = path.indexOf(block);
  return at > 0 ? path[at - 1] : undefined;
}
