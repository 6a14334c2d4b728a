// Finds the calls that get a number, and how each is rewritten. Nothing that is put in begins an expression with a parenthesis,
// for after a line without semicolon that would be a call; what cannot be rewritten safely is left alone and captures its stack.

import { type Node, type Program, type Token, tokTypes } from 'acorn';
import { full } from 'acorn-walk';
import type { Edit } from './edits.ts';

/** A call of a method of one of these names, on whatever it may be called at run time. */
export interface SiteCall {
  method: string;
  /** Where V8 puts the frame of the call: at the method's name; both from 1. */
  line: number;
  column: number;
  edits(id: number): Edit[];
}

interface Any extends Node {
  name?: string;
  computed?: boolean;
  optional?: boolean;
  left?: Any;
  object?: Any;
  property?: Any;
  callee?: Any;
  argument?: Any;
  arguments?: Any[];
  elements?: (Any | null)[];
  expressions?: Any[];
  properties?: Any[];
  value?: unknown;
}

/** Receivers that can be passed through a helper. Literals are no handles; a sequence would become several arguments. */
const passable = new Set([
  'MemberExpression',
  'CallExpression',
  'NewExpression',
  'AwaitExpression',
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'AssignmentExpression',
]);

/** The calls of `methods`, outer ones before those inside them. */
export function siteCalls(program: Program, tokens: readonly Token[], methods: ReadonlySet<string>): SiteCall[] {
  const calls: Any[] = [];
  const assigned = new Set<string>();
  let hasWith = false;
  full(program, (visited) => {
    const node = visited as Any;
    if (node.type === 'CallExpression' && isSited(node, methods)) calls.push(node);
    else if (node.type === 'WithStatement') hasWith = true;
    else noteAssigned(node, assigned);
  });
  // in `with` every variable may be a property, with a getter
  if (hasWith) return [];
  calls.sort((a, b) => a.start - b.start || b.end - a.end);
  return calls.flatMap((call) => {
    const edits = rewriting(call, tokens, assigned);
    const { property } = call.callee ?? {};
    if (edits === undefined || property?.loc === undefined || property.loc === null) return [];
    const { line, column } = property.loc.start;
    return [{ method: property.name ?? '', line, column: column + 1, edits }];
  });
}

function isSited({ callee, optional }: Any, methods: ReadonlySet<string>): boolean {
  return (
    !optional &&
    callee?.type === 'MemberExpression' &&
    !callee.computed &&
    callee.property?.type === 'Identifier' &&
    methods.has(callee.property.name ?? '')
  );
}

/** Names that code gives another value than their declaration did: a receiver of such a name may change within a call. */
function noteAssigned(node: Any, assigned: Set<string>): void {
  const isLoop = node.type === 'ForInStatement' || node.type === 'ForOfStatement';
  const target =
    node.type === 'AssignmentExpression' || (isLoop && node.left?.type !== 'VariableDeclaration')
      ? node.left
      : node.type === 'UpdateExpression'
        ? node.argument
        : undefined;
  if (target === undefined) return;
  full(target, (part) => {
    const { name } = part as Any;
    if (name !== undefined) assigned.add(name);
  });
}

function rewriting(
  call: Any,
  tokens: readonly Token[],
  assigned: ReadonlySet<string>,
): ((id: number) => Edit[]) | undefined {
  const receiver = call.callee?.object;
  const open = firstAt(tokens, call.callee?.property?.end ?? 0);
  const close = firstAt(tokens, call.end) - 1;
  // something else follows where the callee is in parentheses: then V8 puts the frame elsewhere
  if (receiver === undefined || tokens[open]?.type !== tokTypes.parenL) return undefined;
  const isPlain = receiver.type === 'Identifier' || receiver.type === 'ThisExpression';
  if (!isPlain && (!passable.has(receiver.type) || mayBeCutShort(receiver))) return undefined;
  const text = receiver.type === 'Identifier' ? (receiver.name ?? '') : 'this';
  const given = call.arguments ?? [];
  const last = given.at(-1);
  if (last === undefined) {
    const inside = tokens[open]?.end ?? 0;
    if (isPlain) return (id) => [{ offset: inside, text: `...__lanescope_none(${text},${id})` }];
    return (id) => around(receiver.start, receiver.end, '__lanescope_of(', `,${id})`);
  }
  const isFixed = isPlain && !assigned.has(text);
  if (last.type === 'SpreadElement' || !(isFixed || given.slice(0, -1).every(runsNothing))) return undefined;
  const range = lastArgument(tokens, open, close, given.at(-2));
  if (range === undefined) return undefined;
  const [start, end] = range;
  if (isPlain) return (id) => around(start, end, `__lanescope_call(${text},${id},`, ')');
  return (id) => [
    ...around(receiver.start, receiver.end, '__lanescope_hold(', ')'),
    ...around(start, end, `__lanescope_call(__lanescope_held(),${id},`, ')'),
  ];
}

function around(start: number, end: number, before: string, after: string): Edit[] {
  return [
    { offset: start, text: before },
    { offset: end, text: after },
  ];
}

/** `a?.b` in `a?.b.put(x)`: where `a` is nothing the whole call is left out, which a helper around it would not do. */
function mayBeCutShort(node: Any): boolean {
  for (let at: Any | undefined = node; at !== undefined; at = at.type === 'CallExpression' ? at.callee : at.object) {
    if (at.optional) return true;
    if (at.type !== 'MemberExpression' && at.type !== 'CallExpression') return false;
  }
  return false;
}

/** Whether evaluating it runs no code that could change the receiver or make a call of its own. */
function runsNothing(node: Any): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'Literal':
    case 'ThisExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'TemplateLiteral':
      return node.expressions?.length === 0;
    case 'ArrayExpression':
      return (node.elements ?? []).every((element) => element === null || runsNothing(element));
    case 'ObjectExpression':
      return (node.properties ?? []).every(
        (property) => property.type === 'Property' && !property.computed && runsNothing(property.value as Any),
      );
    default:
      return false;
  }
}

/** The last argument with parentheses around it, without a trailing comma. */
function lastArgument(
  tokens: readonly Token[],
  open: number,
  close: number,
  before: Any | undefined,
): readonly [number, number] | undefined {
  let first = open + 1;
  if (before !== undefined) {
    first = firstAt(tokens, before.end);
    while (tokens[first]?.type === tokTypes.parenR) first++;
    if (tokens[first]?.type !== tokTypes.comma) return undefined;
    first++;
  }
  const final = tokens[close - 1]?.type === tokTypes.comma ? close - 2 : close - 1;
  const start = tokens[first]?.start;
  const end = tokens[final]?.end;
  return start === undefined || end === undefined || tokens[close]?.type !== tokTypes.parenR ? undefined : [start, end];
}

/** Index of the first token that starts at `offset` or behind it. */
function firstAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
