// Lets the type of a queue allow `null` too, where it is written down.

import type { Module } from '../model/module.ts';
import type { Binding } from '../model/scopes.ts';
import { annotationAfter, splitTop, typeArgumentsAfter } from '../model/types.ts';
import { type Edit, insertion } from './fix.ts';

/** Edits of the annotation of a name, and of what its value is made with: `Queue<string>` becomes `Queue<string | null>`. */
export function nullable({ source, code }: Module, { identifier, declaration }: Binding): Edit[] {
  const edits: Edit[] = [];
  const annotation = annotationAfter(source, code, identifier.end);
  if (annotation !== undefined) {
    const args = /<([\s\S]*)>\s*$/.exec(annotation)?.[1];
    const start = source.indexOf(annotation, identifier.end);
    if (args !== undefined && !allowsNull(args)) edits.push(insertion(start + annotation.lastIndexOf('>'), ' | null'));
  }
  const init = declaration.type === 'VariableDeclarator' ? declaration.init : undefined;
  if (init?.type !== 'NewExpression') return edits;
  const args = typeArgumentsAfter(source, code, init.callee.end);
  if (args === undefined || allowsNull(args)) return edits;
  return [...edits, insertion(source.indexOf(args, init.callee.end) + args.length, ' | null')];
}

function allowsNull(args: string): boolean {
  return splitTop(args, '|').some((part) => /^(?:null|any|unknown)$/.test(part));
}
