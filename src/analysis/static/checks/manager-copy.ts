// A plain list or object that a proxy has given is a copy: it is changed in place here, and nobody writes it back.

import type { Identifier } from 'acorn';
import { changeAt } from '../model/in-place.ts';
import type { Module } from '../model/module.ts';
import { type AnyNode, propertyName } from '../model/tree.ts';
import { splitTop } from '../model/types.ts';
import type { Check, Said } from './check.ts';

/** What gives a copy of one value that the manager keeps. */
const gives: ReadonlyMap<string, readonly string[]> = new Map([
  ['DictProxy', ['get', 'setdefault']],
  ['ListProxy', ['at']],
  ['NamespaceProxy', ['get']],
]);

export const managerCopy: Check = {
  id: 'manager-copy',
  find: (module) =>
    module.tree.nodes.flatMap((node) => {
      const got = gotFromProxy(module, node);
      if (got === undefined) return [];
      const value = withDefault(module, node);
      const change = changeAt(module.tree, value) ?? changeOfVariable(module, value);
      if (change === undefined || (change.couldBeProxy && !got.isPlain)) return [];
      const isAwaited = module.tree.parentOf(change.at)?.type === 'AwaitExpression';
      return isAwaited ? [] : [finding(change.at, got.proxy, node)];
    }),
};

function finding(at: AnyNode, proxy: string, got: AnyNode): Said {
  return {
    severity: 'warning',
    title: `This changes a copy: \`${proxy}\` does not see it.`,
    message:
      'What a proxy gives is a copy of what its manager keeps. Changing the copy changes nothing for anybody else.',
    cure: `Write the changed value back with ${proxy}.set(…), or keep it in a list or dictionary of the manager.`,
    at,
    related: at.start === got.start ? [] : [{ at: got, text: 'the copy comes from here' }],
  };
}

/** `await proxy.get(key)`: the name of the proxy, and whether its values are surely no proxies themselves. */
function gotFromProxy({ kinds, source }: Module, node: AnyNode): { proxy: string; isPlain: boolean } | undefined {
  if (node.type !== 'AwaitExpression' || node.argument.type !== 'CallExpression') return undefined;
  const { callee } = node.argument;
  if (callee.type !== 'MemberExpression') return undefined;
  const kind = kinds.of(callee.object);
  const method = propertyName(callee) ?? '';
  if (kind?.lists !== 0 || !gives.get(kind.name)?.includes(method)) return undefined;
  return { proxy: source.slice(callee.object.start, callee.object.end), isPlain: isPlain(kind.args, source) };
}

/** `(await proxy.get(key)) ?? []`, or the node itself where nothing stands in for what is not there. */
function withDefault({ tree }: Module, node: AnyNode): AnyNode {
  const outer = tree.parentOf(node);
  return outer?.type === 'LogicalExpression' && outer.operator !== '&&' && outer.left === node ? outer : node;
}

/** `const list = await proxy.get(key)`, changed, and neither handed on nor looked at afterwards. */
function changeOfVariable(module: Module, node: AnyNode): ReturnType<typeof changeAt> {
  const { tree, scopes, kinds } = module;
  const declarator = tree.parentOf(node);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== node) return undefined;
  const binding = scopes.bindingOf(declarator.id);
  if (binding === undefined || !kinds.isFixed(binding)) return undefined;
  const changes = binding.references.map((reference) => changeAt(tree, reference));
  const last = changes.findLastIndex((change) => change !== undefined);
  if (last < 0 || last < changes.length - 1) return undefined;
  const others = binding.references.filter((_, index) => changes[index] === undefined);
  return others.every((reference) => onlyLooks(module, reference)) ? changes[last] : undefined;
}

/** Reading a member, or a test: the value itself goes nowhere. */
function onlyLooks({ tree }: Module, reference: Identifier): boolean {
  const outer = tree.parentOf(reference);
  if (outer?.type !== 'MemberExpression') return outer?.type === 'UnaryExpression' || outer?.type === 'IfStatement';
  const call = tree.parentOf(outer);
  return outer.object === reference && !(call?.type === 'CallExpression' && call.callee === outer);
}

const plainNames =
  /^(?:string|number|boolean|bigint|null|undefined|true|false|Array|ReadonlyArray|Record|Map|Set|Date|readonly|[\w$]+\??:)$/;

/** Is a type, with the types of this file that it names, made of plain values only? `any` may be a proxy. */
function isPlain(args: string, source: string, depth = 0): boolean {
  if (args === '' || depth > 4) return false;
  return splitTop(args, ',').every((part) =>
    (part.replace(/(['"`])(?:(?!\1).)*\1/g, '').match(/[A-Za-z_$][\w$.]*\??(?:\s*:)?/g) ?? []).every((word) => {
      const name = word.replace(/\s+/g, '');
      if (plainNames.test(name)) return true;
      const body = new RegExp(
        `\\b(?:interface\\s+${escaped(name)}\\s*|type\\s+${escaped(name)}\\s*=\\s*)([^;]*?(?:\\{[^}]*\\}|;|\\n))`,
      ).exec(source)?.[1];
      return body !== undefined && isPlain(body.replace(/[{};]/g, ' '), source, depth + 1);
    }),
  );
}

function escaped(name: string): string {
  return name.replace(/[$.]/g, '\\$&');
}
