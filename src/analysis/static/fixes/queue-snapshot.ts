// Lets a consumer get until a sentinel comes instead of asking whether the queue is empty, and lets the producer put that sentinel.

import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { type AnyNode, propertyName } from '../model/tree.ts';
import { callsOf, crewOf, isMadeOnce, type Member, puts, takes } from './crew.ts';
import { type Edit, type Fix, insertion } from './fix.ts';
import { breakOf, endOfLine, indentAt } from './layout.ts';
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
  head: AnyNode;
  body: AnyNode;
  queue: Binding;
  /** `const item = await q.get();`, the first statement. */
  got: AnyNode;
  item: string;
}

/** `while (!(await q.empty())) { const item = await q.get(); … }` */
function loopAround(module: Module, call: AnyNode): Loop | undefined {
  const { tree, scopes } = module;
  const loop = [...tree.ancestorsOf(call)].find((node) => node.type === 'WhileStatement');
  if (loop?.type !== 'WhileStatement' || loop.body.type !== 'BlockStatement') return undefined;
  const asked = askedQueue(loop.test);
  const queue = asked && scopes.bindingOf(asked);
  const [got] = loop.body.body;
  if (queue === undefined || got?.type !== 'VariableDeclaration' || got.declarations.length !== 1) return undefined;
  const [declarator] = got.declarations;
  if (declarator?.id.type !== 'Identifier' || declarator.init?.type !== 'AwaitExpression') return undefined;
  const { argument } = declarator.init;
  if (!callsOf(module, queue, takes, argument).includes(argument)) return undefined;
  return { head: loop, body: loop.body, queue, got, item: declarator.id.name };
}

/** The queue in `!(await q.empty())`, `(await q.qsize()) > 0` or `!== 0`. */
function askedQueue(test: AnyNode): AnyNode | undefined {
  const isCount = test.type === 'BinaryExpression' && ['>', '!==', '!='].includes(test.operator);
  const isZero = isCount && test.right.type === 'Literal' && test.right.value === 0;
  const asked =
    test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : isZero ? test.left : undefined;
  if (asked?.type !== 'AwaitExpression' || asked.argument.type !== 'CallExpression') return undefined;
  const { callee } = asked.argument;
  if (callee.type !== 'MemberExpression') return undefined;
  return propertyName(callee) === (isZero ? 'qsize' : 'empty') ? callee.object : undefined;
}

function mended(module: Module, { head, body, queue, got, item }: Loop): Edit[] | null {
  const { source } = module;
  const sentinel = sentinelEdits(module, queue);
  if (sentinel === undefined) return null;
  const indent = indentAt(source, got.start);
  const isOnLine = source.slice(body.start + 1, got.start).includes('\n');
  const test = `if (${item} === null) break;`;
  const text = isOnLine ? `${breakOf(source)}${indent}${test}` : ` ${test}`;
  return [{ start: head.start, end: body.start, text: 'for (;;) ' }, insertion(got.end, text), ...sentinel];
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
