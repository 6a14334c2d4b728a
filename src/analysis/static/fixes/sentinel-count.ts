// Puts one sentinel for each consumer instead of a single one.

import type { CallExpression } from 'acorn';
import type { Module } from '../model/module.ts';
import { type AnyNode, propertyName } from '../model/tree.ts';
import { callsOf, crewOf, isMadeOnce, listOf, takes } from './crew.ts';
import { type Fix, type Found, insertion } from './fix.ts';
import { callsOn } from './place.ts';

export const sentinelCount: Fix = {
  ids: ['sentinel-count'],
  title: 'Put one sentinel for each consumer',
  edits: (module, found) => {
    const put = theSentinel(module, found);
    const statement = put && statementOf(module, put);
    if (put === undefined || statement === undefined) return null;
    const head = loopHead(module, put, found);
    return head === undefined ? null : [insertion(statement.start, `${head} `)];
  },
};

/** The only put of the file that ends consumers; several would have to be counted together. */
function theSentinel(module: Module, { range, message }: Found): CallExpression | undefined {
  const sent = /(\d+)\s+sentinels?\b/i.exec(message)?.[1];
  if (sent !== undefined && sent !== '1') return undefined;
  const all = module.tree.nodes.flatMap((node) => {
    const isCall = node.type === 'CallExpression' && node.callee.type === 'MemberExpression';
    return isCall && isSentinel(module, node) ? [node] : [];
  });
  const [only] = all;
  if (only === undefined || all.length > 1) return undefined;
  const isHere = callsOn(module, range, ['put']).includes(only);
  return isHere || (only.callee.type === 'MemberExpression' && isQueue(module, only.callee.object)) ? only : undefined;
}

function isQueue({ kinds }: Module, node: AnyNode): boolean {
  const kind = kinds.of(node);
  return kind?.lists === 0 && kind.name.endsWith('Queue');
}

/** It puts `null`, or a constant that the module compares with what it gets. */
function isSentinel({ tree, source, scopes }: Module, { callee, arguments: [item] }: CallExpression): boolean {
  if (propertyName(callee) !== 'put' || item === undefined) return false;
  const text = source.slice(item.start, item.end);
  if (text === 'null') return true;
  if (item.type !== 'Literal' && item.type !== 'Identifier' && item.type !== 'UnaryExpression') return false;
  return tree.nodes.some((node) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return false;
    return [node.left, node.right].some((side) => {
      return source.slice(side.start, side.end) === text && scopes.bindingOf(side) === scopes.bindingOf(item);
    });
  });
}

/** Its statement, where it is one of its own and in no loop yet. */
function statementOf({ tree }: Module, put: AnyNode): AnyNode | undefined {
  const outer = tree.parentOf(put);
  const statement = outer?.type === 'AwaitExpression' ? tree.parentOf(outer) : outer;
  const block = statement && tree.parentOf(statement);
  const isPlain = block?.type === 'BlockStatement' || block?.type === 'Program';
  if (statement?.type !== 'ExpressionStatement' || !isPlain) return undefined;
  const loop = tree.parentOf(block);
  return loop !== undefined && /^(?:For|While|DoWhile)/.test(loop.type) ? undefined : statement;
}

/** Over the list of the consumers where it is in reach, else as often as they are counted. */
function loopHead(module: Module, put: CallExpression, { message }: Found): string | undefined {
  const queue = put.callee.type === 'MemberExpression' ? module.scopes.bindingOf(put.callee.object) : undefined;
  const consumers =
    queue === undefined
      ? []
      : crewOf(module, queue).filter((member) => {
          return callsOf(module, member.parameter, takes, member.function).length > 0 || readsAll(module, member);
        });
  const [first] = consumers;
  const list = consumers.length === 1 && first ? listOf(module, first, put) : undefined;
  if (list !== undefined) return `for (const _ of ${list.name})`;
  const isCounted = consumers.length > 0 && consumers.every((member) => isMadeOnce(module, member));
  const count = isCounted
    ? consumers.length
    : Number(/(\d+)\s+(?:consumers?|getters?|workers?|processes)\b/i.exec(message)?.[1]);
  return Number.isInteger(count) && count > 1 ? `for (let i = 0; i < ${count}; i++)` : undefined;
}

/** `for await (const item of queue)` */
function readsAll({ tree, scopes }: Module, member: ReturnType<typeof crewOf>[number]): boolean {
  return tree.nodes.some((node) => {
    const isInside = node.start >= member.function.start && node.end <= member.function.end;
    return isInside && node.type === 'ForOfStatement' && scopes.bindingOf(node.right) === member.parameter;
  });
}
