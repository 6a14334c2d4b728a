// Finds what a finding is about: its place is a line, and from the name of a method on.

import type { CallExpression } from 'acorn';
import type { Range } from '../finding.ts';
import type { Module } from '../model/module.ts';
import { propertyName } from '../model/tree.ts';

/** Calls of these methods on the line of a finding, those at or behind its column first. */
export function callsOn(module: Module, { start }: Range, methods: readonly string[]): CallExpression[] {
  const found = module.tree.nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    const { property } = node.callee;
    if (!methods.includes(propertyName(node.callee) ?? '')) return [];
    const at = module.lines.positionAt(property.start);
    return at.line === start.line ? [{ node, isBefore: at.column < start.column }] : [];
  });
  return found.sort((a, b) => Number(a.isBefore) - Number(b.isBefore)).map(({ node }) => node);
}
