// Reads a module's JavaScript with a parser: its format, its top-level functions and classes, and what its objects are called.

import { type ClassDeclaration, type ClassExpression, type Node, type Program, parse, type Token } from 'acorn';
import { full } from 'acorn-walk';
import { type SiteCall, siteCalls } from './call-sites.ts';
import { objectNames } from './names.ts';
import type { TokenPlaces } from './source-map.ts';

/** What the loader needs to know of a module. */
export interface Analysis {
  format: 'module' | 'commonjs';
  /** Top-level functions, classes and constants: name → expression that yields it. */
  bindings: ReadonlyMap<string, string>;
  /** Top-level classes with `#private` members of their own. */
  privates: readonly string[];
  /** Names that CommonJS code assigns to its exports. */
  exported: readonly string[];
  /** By `line:column`: what an object constructed there is stored in. */
  names: ReadonlyMap<string, string>;
  /** Offset at which the prelude is put. */
  insertion: number;
  /** The calls that get a number, and where the module's tokens stand; empty where none were asked for. */
  calls: readonly SiteCall[];
  tokens: TokenPlaces;
  /** An anonymous default export can be reached only through the module's own namespace. */
  needsSelf: boolean;
  usesImportMeta: boolean;
  /** Declares a name that the prelude uses. */
  shadows: boolean;
}

/** The expression by which a module reaches an anonymous default export of its own. */
export const selfName = '__lanescope_self';

const esSyntax = /\bimport\b|\bexport\b|\bawait\b/;

interface Parsed {
  program: Program;
  tokens: Token[];
}

/**
 * Undefined where neither grammar accepts the code: then Node itself says what is wrong.
 * @param sited names of the methods whose calls get a number; undefined: none
 */
export function analyze(
  code: string,
  forced: 'module' | 'commonjs' | undefined,
  otherwise: 'module' | 'commonjs',
  sited?: ReadonlySet<string>,
): Analysis | undefined {
  const asModule = forced === 'commonjs' ? undefined : tryParse(code, 'module', sited !== undefined);
  if (asModule !== undefined) {
    const meta = usesImportMeta(asModule.program);
    if (
      forced === 'module' ||
      otherwise === 'module' ||
      (esSyntax.test(code) && hasEsSyntax(asModule.program, meta, code))
    ) {
      return describe(code, asModule, 'module', meta, sited);
    }
  }
  if (forced === 'module' || (forced === undefined && otherwise === 'module')) return undefined;
  const asScript = tryParse(code, 'script', sited !== undefined);
  return asScript === undefined ? undefined : describe(code, asScript, 'commonjs', false, sited);
}

/** For code that no parser accepts: whether it looks like an ES module, so that Node's message is about the real fault. */
export function looksLikeModule(code: string): boolean {
  return /^\s*(?:import\s*[\w*{'"]|export\s+[\w*{])/m.test(code);
}

/** Where code stops making sense in that grammar (line and column from 1); undefined where it does not. */
export function faultIn(code: string, format: 'module' | 'commonjs'): { line: number; column: number } | undefined {
  try {
    parseAs(code, format === 'module' ? 'module' : 'script', undefined);
    return undefined;
  } catch (error) {
    const { loc } = error as { loc?: { line: number; column: number } };
    if (loc === undefined) throw error;
    return { line: loc.line, column: loc.column + 1 };
  }
}

function tryParse(code: string, sourceType: 'module' | 'script', keepsTokens = false): Parsed | undefined {
  try {
    const tokens: Token[] = [];
    return { program: parseAs(code, sourceType, keepsTokens ? tokens : undefined), tokens };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseAs(code: string, sourceType: 'module' | 'script', tokens: Token[] | undefined): Program {
  const script = { allowReturnOutsideFunction: true, allowAwaitOutsideFunction: false };
  return parse(code, {
    ecmaVersion: 'latest',
    allowHashBang: true,
    locations: true,
    ...(tokens === undefined ? {} : { onToken: tokens }),
    ...(sourceType === 'module' ? { sourceType } : { sourceType, ...script }),
  });
}

function hasEsSyntax(program: Program, meta: boolean, code: string): boolean {
  if (meta || program.body.some((node) => /^(?:Import|Export)/.test(node.type))) return true;
  // Top-level await: valid as a module only. `await` as a plain name in a script is valid there and stays a script.
  return /\bawait\b/.test(code) && tryParse(code, 'script') === undefined;
}

function usesImportMeta(program: Program): boolean {
  let found = false;
  full(program, (node) => {
    if (node.type === 'MetaProperty' && (node as { meta?: { name?: string } }).meta?.name === 'import') found = true;
  });
  return found;
}

function describe(
  code: string,
  { program, tokens }: Parsed,
  format: 'module' | 'commonjs',
  meta: boolean,
  sited: ReadonlySet<string> | undefined,
): Analysis {
  const top = new TopLevel();
  for (const statement of program.body) top.visit(statement);
  return {
    format,
    bindings: top.bindings,
    privates: top.privates,
    exported: format === 'commonjs' ? top.exported : [],
    names: objectNames(program),
    insertion: insertionPoint(code, program),
    calls: sited === undefined ? [] : siteCalls(program, tokens, sited),
    tokens: tokenPlaces(tokens),
    needsSelf: top.needsSelf,
    usesImportMeta: meta,
    shadows: top.declared.has('globalThis') || top.declared.has('Symbol'),
  };
}

function tokenPlaces(tokens: readonly Token[]): TokenPlaces {
  const places = new Int32Array(tokens.length * 2);
  for (const [index, { loc }] of tokens.entries()) {
    places[index * 2] = loc?.start.line ?? 1;
    places[index * 2 + 1] = loc?.start.column ?? 0;
  }
  return places;
}

/**
 * Where the prelude goes: before the first statement that runs (imports are hoisted, directives must stay first),
 * behind what precedes it if a line break lies between, so that no column of user code moves.
 */
function insertionPoint(code: string, program: Program): number {
  let offset = code.startsWith('#!') ? Math.max(code.indexOf('\n') + 1, 0) : 0;
  if (code.startsWith('#!') && offset === 0) offset = code.length;
  for (const statement of program.body) {
    const stays =
      statement.type === 'ImportDeclaration' || ('directive' in statement && statement.directive !== undefined);
    if (!stays) return between(code, offset, statement.start);
    offset = statement.end;
  }
  return between(code, offset, code.length);
}

/**
 * The best place in a stretch of white space and comments: an empty line, which no error message ever quotes;
 * else its beginning, which moves no code where a line ends in the stretch.
 */
function between(code: string, start: number, end: number): number {
  const gap = code.slice(start, end);
  for (const { index } of gap.matchAll(/\n[ \t]*(?=\r?\n)/g)) {
    const before = gap.slice(0, index);
    if (before.lastIndexOf('/*') <= before.lastIndexOf('*/')) return start + index + 1;
  }
  return start;
}

/** Collects the names at the top level of a module. */
class TopLevel {
  readonly bindings = new Map<string, string>();
  readonly privates: string[] = [];
  readonly exported: string[] = [];
  readonly declared = new Set<string>();
  needsSelf = false;

  visit(node: Program['body'][number]): void {
    if (node.type === 'ExportNamedDeclaration' && node.declaration) this.visit(node.declaration);
    else if (node.type === 'ExportDefaultDeclaration') this.#visitDefault(node.declaration);
    else if (node.type === 'FunctionDeclaration') this.#bind(node.id.name);
    else if (node.type === 'ClassDeclaration') this.#bindClass(node.id.name, node);
    else if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) this.#visitVariable(id, init, node.kind);
    } else if (node.type === 'ImportDeclaration') {
      for (const specifier of node.specifiers) this.declared.add(specifier.local.name);
    } else if (node.type === 'ExpressionStatement') this.#visitExports(node.expression);
  }

  #bind(name: string, expression = name): void {
    this.declared.add(name);
    this.bindings.set(name, expression);
  }

  #bindClass(name: string, node: ClassDeclaration | ClassExpression, expression = name): void {
    this.#bind(name, expression);
    if (hasPrivateMembers(node)) this.privates.push(name);
  }

  #visitDefault(node: Node & { id?: { name: string } | null }): void {
    const isClass = node.type === 'ClassDeclaration';
    if ((isClass || node.type === 'FunctionDeclaration') && node.id) {
      if (isClass) this.#bindClass(node.id.name, node as ClassDeclaration);
      else this.#bind(node.id.name);
      return;
    }
    if (node.type === 'Identifier' || node.type === 'Literal' || node.type === 'ObjectExpression') return;
    this.needsSelf = true;
    if (isClass || node.type === 'ClassExpression') {
      this.#bindClass('default', node as ClassExpression, `${selfName}.default`);
    } else this.#bind('default', `${selfName}.default`);
  }

  #visitVariable(id: Node, init: Node | null | undefined, kind: string): void {
    if (id.type === 'Identifier') {
      const { name } = id as Node & { name: string };
      this.declared.add(name);
      if (init?.type === 'ClassExpression') this.#bindClass(name, init as ClassExpression);
      else if (isFunction(init) || (kind === 'const' && mayBeFunction(init))) this.bindings.set(name, name);
      return;
    }
    for (const name of patternNames(id)) {
      this.declared.add(name);
      if (kind === 'const') this.bindings.set(name, name);
    }
  }

  /** `module.exports = function…`, `exports.name = …`. */
  #visitExports(node: Node & { operator?: string; left?: Node; right?: Node }): void {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=' || !node.left || !node.right) return;
    const path = memberPath(node.left);
    const whole = path === 'module.exports';
    const name = whole
      ? 'module.exports'
      : /^(?:module\.)?exports\.([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(path)?.[1];
    if (name === undefined) return;
    if (!whole) this.exported.push(name);
    if (whole && node.right.type === 'ObjectExpression') this.exported.push(...propertyNames(node.right));
    const expression = whole ? name : `module.exports.${name}`;
    const key = whole ? name : `exports.${name}`;
    if (node.right.type === 'ClassExpression') this.#bindClass(key, node.right as ClassExpression, expression);
    else if (isFunction(node.right)) this.#bind(key, expression);
  }
}

function isFunction(node: Node | null | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}

function mayBeFunction(node: Node | null | undefined): boolean {
  return ['CallExpression', 'Identifier', 'MemberExpression', 'ConditionalExpression', 'LogicalExpression'].includes(
    node?.type ?? '',
  );
}

function hasPrivateMembers(node: ClassDeclaration | ClassExpression): boolean {
  return node.body.body.some((member) => 'key' in member && member.key.type === 'PrivateIdentifier');
}

function memberPath(node: Node): string {
  if (node.type === 'Identifier') return (node as Node & { name: string }).name;
  const { object, property, computed } = node as Node & { object?: Node; property?: Node; computed?: boolean };
  if (node.type !== 'MemberExpression' || !object || !property || computed) return '';
  return `${memberPath(object)}.${memberPath(property)}`;
}

function propertyNames(node: Node): string[] {
  const { properties } = node as Node & { properties: { key?: Node; computed?: boolean }[] };
  return properties.flatMap(({ key, computed }) => (key?.type === 'Identifier' && !computed ? [memberPath(key)] : []));
}

function patternNames(pattern: Node): string[] {
  const names: string[] = [];
  full(pattern, (node, _state, type) => {
    if (type === 'VariablePattern') names.push((node as Node & { name: string }).name);
  });
  return names;
}
