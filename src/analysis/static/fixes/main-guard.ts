// Puts what the module starts, and what belongs to it, into `if (import.meta.main) { … }`.

import { startsOnImport } from '../model/guard.ts';
import type { Module } from '../model/module.ts';
import { type AnyNode, isFunction, nodesIn } from '../model/tree.ts';
import { type Edit, type Fix, insertion } from './fix.ts';
import { breakOf, deeper, endOfLine, withComments } from './layout.ts';

export const mainGuard: Fix = {
  ids: ['main-guard'],
  title: 'Do this only in the process that runs the script',
  edits: (module) => {
    const statements = belongTogether(module);
    const [first] = statements;
    if (first === undefined) return null;
    const test = module.isScript ? 'require.main === module' : 'import.meta.main';
    if (statements.length === 1 && first.type === 'ExpressionStatement' && !isLong(module, first)) {
      return [insertion(first.start, `if (${test}) `)];
    }
    return guarded(module, statements, test);
  },
};

function isLong({ source }: Module, { start, end }: AnyNode): boolean {
  return end - start > 80 || source.slice(start, end).includes('\n');
}

/**
 * The statements from the first that starts something on, which are no declarations of functions or classes, and before them those
 * whose variables only they use. Empty where one of them declares what others need.
 */
function belongTogether(module: Module): AnyNode[] {
  const { tree, program } = module;
  const starts = startsOnImport(module).map(({ at }) => tree.topStatementOf(at));
  const from = Math.min(...starts.map(({ start }) => start));
  const chosen = new Set<AnyNode>(program.body.filter((node) => node.end > from && isAction(node)));
  // from the last on, so that what only serves another one goes with it
  for (const node of program.body.toReversed()) {
    if (node.type === 'VariableDeclaration' && isAction(node) && usedOnlyIn(module, node, chosen)) chosen.add(node);
  }
  const all = program.body.filter((node) => chosen.has(node));
  return all.every((node) => node.type !== 'VariableDeclaration' || usedOnlyIn(module, node, chosen, true)) ? all : [];
}

/** It does something when the module is imported. A constant of plain values, or a function, is only declared. */
function isAction(node: AnyNode): boolean {
  if (/^(?:Import|Export)|^(?:Function|Class)Declaration$/.test(node.type)) return false;
  if (node.type !== 'VariableDeclaration') return true;
  return node.declarations.some(({ init }) => {
    if (!init || isFunction(init) || init.type === 'ClassExpression') return false;
    return nodesIn(init).some(({ type }) => /^(?:Await|New|Call)Expression$/.test(type));
  });
}

function usedOnlyIn(module: Module, node: AnyNode, chosen: ReadonlySet<AnyNode>, orNowhere = false): boolean {
  const { scopes, tree } = module;
  const uses = scopes.bindings
    .filter(({ isTop, identifier }) => isTop && tree.topStatementOf(identifier) === node)
    .flatMap(({ references }) => references);
  return (orNowhere || uses.length > 0) && uses.every((use) => chosen.has(tree.topStatementOf(use)));
}

/** All of them in one block, where the last of them stands. */
function guarded(module: Module, statements: readonly AnyNode[], test: string): Edit[] | null {
  const { source } = module;
  const lineBreak = breakOf(source);
  const pieces = statements.map(({ start, end }) => ({
    start: withComments(source, start),
    end: endOfLine(source, end),
  }));
  // statements that share a line with others are rare, and would be torn apart
  if (pieces.some(({ end }) => end < source.length && source[end - 1] !== '\n')) return null;
  const runs = joined(module, pieces);
  const last = runs.at(-1);
  if (last === undefined) return null;
  const texts = runs.map(({ start, end }) => deeper(module, start, end).replace(/^(?:[ \t]*\r?\n)+/, ''));
  const body = texts.join('').replace(/\s*$/, lineBreak);
  // with one of the two empty lines around it
  const moved = runs.slice(0, -1).map(({ start, end }) => {
    return { start, end: end + (/^[ \t]*\r?\n/.exec(source.slice(end))?.[0].length ?? 0), text: '' };
  });
  return [...moved, { ...last, text: `if (${test}) {${lineBreak}${body}}${lineBreak}` }];
}

/** Neighbours with nothing but white space or comments between them become one. */
function joined({ code }: Module, pieces: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const piece of pieces) {
    const before = runs.at(-1);
    if (before !== undefined && /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*$/.test(code.slice(before.end, piece.start)))
      before.end = piece.end;
    else runs.push({ ...piece });
  }
  return runs;
}
