// A user's module as the checks see it. Types are stripped at the same places, so that one offset means the same in source and code.

import { type CallExpression, type Program, parse } from 'acorn';
import { Imports } from './imports.ts';
import { Kinds } from './kinds.ts';
import { Lines } from './lines.ts';
import { Scopes } from './scopes.ts';
import { Tree } from './tree.ts';
import { Work } from './work.ts';

export interface ModuleText {
  file: string;
  /** What the user has written. */
  source: string;
  /** The same with blanks where types were; as long as `source`. For JavaScript, the same text. */
  code: string;
}

export interface Module extends ModuleText {
  /** It is no ES module: `require` instead of `import`. */
  isScript: boolean;
  program: Program;
  lines: Lines;
  tree: Tree;
  scopes: Scopes;
  imports: Imports;
  kinds: Kinds;
  work: Work;
}

/** Null for a text that does not parse. */
export function readModule(text: ModuleText): Module | null {
  if (text.code.length !== text.source.length) return null;
  const asModule = tryParse(text.code, 'module');
  const isScript = asModule === null || !/\b(?:import|export)\b/.test(text.code);
  const program = isScript ? (tryParse(text.code, 'script') ?? asModule) : asModule;
  if (program === null) return null;
  const scopes = new Scopes(program);
  const imports = new Imports(program, text.source, scopes);
  const tree = new Tree(program);
  const facts = { ...text, isScript, program, lines: new Lines(text.source), tree, scopes, imports };
  const kinds = new Kinds(facts);
  return { ...facts, kinds, work: new Work({ ...facts, kinds }) };
}

function tryParse(code: string, sourceType: 'module' | 'script'): Program | null {
  const script = { allowReturnOutsideFunction: true };
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      allowHashBang: true,
      sourceType,
      ...(sourceType === 'script' ? script : {}),
    });
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What a call calls, as the user spells it, without arguments: `q.get`. */
export function calleeText({ source }: Pick<Module, 'source'>, { callee }: CallExpression): string {
  return source.slice(callee.start, callee.end).replace(/\s+/g, ' ');
}
