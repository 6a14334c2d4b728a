// `Promise.race([q.get(), …])` again and again: a get that has lost goes on waiting, takes an item later, and nobody gets that.

import type { CallExpression, Expression, Property, SpreadElement } from 'acorn';
import { type Combinator, combinatorOf } from '../model/gathered.ts';
import { calleeText, type Module } from '../model/module.ts';
import { type AnyNode, isFunction, propertyName } from '../model/tree.ts';
import type { Check } from './check.ts';

/** What takes something that nobody else can have then. */
const takes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Queue: ['get'],
    JoinableQueue: ['get'],
    SimpleQueue: ['get'],
    Connection: ['recv', 'recvBytes'],
    Lock: ['acquire'],
    RLock: ['acquire'],
    Semaphore: ['acquire'],
    BoundedSemaphore: ['acquire'],
    Condition: ['acquire'],
  }),
);
const racing: ReadonlySet<Combinator | undefined> = new Set(['race', 'any'] as const);

export const raceLosesItem: Check = {
  id: 'race-loses-item',
  find: (module) =>
    module.tree.nodes.flatMap((node) => {
      if (node.type !== 'CallExpression' || !racing.has(combinatorOf(module, node))) return [];
      const [list] = node.arguments;
      if (list?.type !== 'ArrayExpression' || list.elements.length < 2 || !isRepeated(module, node)) return [];
      return list.elements.flatMap((element) => {
        const taking = element && takingCall(module, element);
        return taking ? [finding(module, taking)] : [];
      });
    }),
};

function finding(module: Module, call: CallExpression) {
  const name = calleeText(module, call);
  const isLock = name.endsWith('acquire');
  return {
    severity: 'warning' as const,
    title: `\`${name}\` goes on waiting when it loses this race, and what it takes then is lost.`,
    message: isLock
      ? 'A race does not end the calls that lose it. This one still acquires when its turn comes, and nobody releases that.'
      : 'A race does not end the calls that lose it. This one takes the next item that comes, before any call that is made later, and nobody looks at it.',
    cure: `Let the call itself give up: ${name}({ timeout: … }), or with a { signal } that is aborted after the race; or keep its promise, and race that again.`,
    at: call,
  };
}

/** The call itself, or the one that a `then` stands behind; not where it may give up by itself. */
function takingCall(module: Module, element: Expression | SpreadElement): CallExpression | undefined {
  if (element.type !== 'CallExpression' || element.callee.type !== 'MemberExpression') return undefined;
  const { object } = element.callee;
  const method = propertyName(element.callee) ?? '';
  if (method === 'then' && object.type !== 'Super') return takingCall(module, object);
  const kind = object.type === 'Super' ? undefined : module.kinds.of(object);
  if (kind?.lists !== 0 || !takes.get(kind.name)?.includes(method)) return undefined;
  return element.arguments.every(waitsForGood) ? element : undefined;
}

function waitsForGood(argument: Expression | SpreadElement): boolean {
  if (argument.type !== 'ObjectExpression') return false;
  return argument.properties.every((one) => one.type === 'Property' && !givesUp(one));
}

function givesUp({ key, computed }: Property): boolean {
  return computed || key.type !== 'Identifier' || key.name === 'timeout' || key.name === 'signal';
}

/** In a loop, or in a function of this module that is called in one: of a single race there is mostly nothing to be lost. */
function isRepeated(module: Module, node: AnyNode): boolean {
  const { tree, scopes } = module;
  if (isInLoop(module, node)) return true;
  const around = tree.functionAround(node);
  const id = around?.type === 'FunctionDeclaration' ? around.id : null;
  const binding = id ? scopes.bindingOf(id) : undefined;
  return binding?.references.some((reference) => isInLoop(module, reference)) ?? false;
}

function isInLoop({ tree }: Module, node: AnyNode): boolean {
  for (const outer of tree.ancestorsOf(node)) {
    if (isFunction(outer)) return false;
    if (/^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(outer.type)) return true;
  }
  return false;
}
