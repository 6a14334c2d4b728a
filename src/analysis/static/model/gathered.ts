// A promise that a callback gives to `forEach` or `map`, or that stands in a list: where nobody waits for any of them.

import type { CallExpression } from 'acorn';
import type { Module } from './module.ts';
import { type AnyNode, type FunctionNode, isFunction, propertyName, withoutChain } from './tree.ts';
import { useOf } from './use.ts';

export interface Gathered {
  /**
   * `forEach`: drops what its callback gives. `map`: its list is dropped. `promises`: `Promise.all` and the like is dropped.
   * `nested`: its list has the list of promises inside, and awaits that as if it were no promise.
   */
  form: 'forEach' | 'map' | 'promises' | 'nested';
  /** The call to mend. */
  at: CallExpression;
  /** Of `nested`: the inner list. */
  list?: AnyNode;
}

const combinators = ['all', 'allSettled', 'any', 'race'] as const;
export type Combinator = (typeof combinators)[number];

/** Which of the methods of `Promise` that take a list is called; undefined for any other call. */
export function combinatorOf({ scopes }: Module, { callee }: CallExpression): Combinator | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  if (callee.object.name !== 'Promise' || scopes.bindingOf(callee.object) !== undefined) return undefined;
  const method = propertyName(callee);
  return combinators.find((name) => name === method);
}

/** Undefined where it is awaited, kept, handed on, or where nothing is certain. */
export function gathering(module: Module, call: CallExpression): Gathered | undefined {
  const { tree } = module;
  const given = givenBy(module, call);
  if (given === undefined) return tree.parentOf(call)?.type === 'ArrayExpression' ? ofElement(module, call) : undefined;
  const { callee } = given;
  if (callee.type !== 'MemberExpression') return undefined;
  const method = propertyName(callee);
  if (method === 'forEach') return isArray(module, callee.object) ? { form: 'forEach', at: given } : undefined;
  if (method !== 'map') return undefined;
  const isDropped = isArray(module, callee.object) && useOf(module, given).kind === 'dropped';
  return isDropped ? { form: 'map', at: given } : ofList(module, given);
}

function ofElement(module: Module, element: AnyNode): Gathered | undefined {
  const list = module.tree.parentOf(element);
  return list && ofList(module, list);
}

/** `list` is an array of promises. */
function ofList(module: Module, list: AnyNode): Gathered | undefined {
  const { tree } = module;
  const outer = tree.parentOf(list);
  if (outer?.type === 'ChainExpression') return ofList(module, outer);
  if (outer?.type === 'SpreadElement')
    return tree.parentOf(outer)?.type === 'ArrayExpression' ? ofElement(module, outer) : undefined;
  const combined = combinedBy(module, list);
  if (combined) return useOf(module, combined).kind === 'dropped' ? { form: 'promises', at: combined } : undefined;
  const around = outer?.type === 'ArrayExpression' ? combinedBy(module, outer) : undefined;
  const awaited = around && tree.parentOf(around);
  // who takes the inner list out again may await it then
  const isLost = awaited?.type === 'AwaitExpression' && useOf(module, awaited).kind === 'dropped';
  return around && isLost ? { form: 'nested', at: around, list } : undefined;
}

/** The call of `Promise.all` or the like that is given this list. */
function combinedBy(module: Module, list: AnyNode): CallExpression | undefined {
  const outer = module.tree.parentOf(list);
  if (outer?.type !== 'CallExpression' || outer.arguments[0] !== list) return undefined;
  return combinatorOf(module, outer) === undefined ? undefined : outer;
}

/** Certainly an array: a `forEach` or `map` of something else may wait for what its callback gives. */
function isArray({ kinds }: Module, node: AnyNode): boolean {
  return withoutChain(node).type === 'ArrayExpression' || (kinds.of(node)?.lists ?? 0) > 0;
}

/** The call whose callback does nothing with the promise of `call` but give it away. */
function givenBy(module: Module, call: CallExpression): CallExpression | undefined {
  const callback = callbackOf(module, call);
  const outer = callback && module.tree.parentOf(callback);
  return outer?.type === 'CallExpression' && outer.arguments[0] === callback ? outer : undefined;
}

function callbackOf({ tree }: Module, call: CallExpression): FunctionNode | undefined {
  let inner: AnyNode = call;
  let isAwaited = false;
  for (const outer of tree.ancestorsOf(call)) {
    switch (outer.type) {
      case 'ChainExpression':
        break;
      case 'AwaitExpression':
        isAwaited = true;
        break;
      case 'LogicalExpression':
        if (outer.left === inner) return undefined;
        break;
      case 'ConditionalExpression':
        if (outer.test === inner) return undefined;
        break;
      case 'ArrowFunctionExpression':
        return outer.body === inner ? outer : undefined;
      case 'ReturnStatement':
        return ofStatement(tree.functionAround(outer), outer);
      case 'ExpressionStatement':
        return isAwaited ? ofStatement(tree.functionAround(outer), outer) : undefined;
      default:
        return undefined;
    }
    inner = outer;
  }
  return undefined;
}

/** An async callback that does more may tell somebody when each has come: on purpose nobody waits for it. */
function ofStatement(around: FunctionNode | undefined, statement: AnyNode): FunctionNode | undefined {
  if (!isFunction(around) || around.generator) return undefined;
  const isAll =
    around.body.type === 'BlockStatement' && around.body.body.length === 1 && around.body.body[0] === statement;
  return !around.async || isAll ? around : undefined;
}
