// Reads what a TypeScript file imports, with a parser: import, export from, import(), require and import types. And its texts.

import { parseAst } from 'rolldown/parseAst';

interface Node {
  type: string;
  [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (isNode(value)) {
    yield value;
    for (const field of Object.values(value)) if (typeof field === 'object') yield* nodesOf(field);
  }
}

function sourceOf(node: Node): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return node.source;
    case 'TSImportType':
      return node.source ?? node.argument;
    case 'TSExternalModuleReference':
      return node.expression;
    case 'CallExpression':
      return isNode(node.callee) && node.callee.name === 'require' ? (node.arguments as unknown[])[0] : undefined;
    default:
      return undefined;
  }
}

/** Specifiers in order, each once; what is computed at run time is none. */
export function importsOf(code: string): string[] {
  const found = new Set<string>();
  for (const node of nodesOf(parseAst(code, { lang: 'ts' }).body)) {
    const source = sourceOf(node);
    if (!isNode(source)) continue;
    const value = source.type === 'TSLiteralType' && isNode(source.literal) ? source.literal.value : source.value;
    if (typeof value === 'string') found.add(value);
  }
  return [...found];
}

/** Every string that is written out in a TypeScript file, the fixed beginnings of templates too, in no order. */
export function stringsIn(code: string): string[] {
  const texts: string[] = [];
  for (const { type, value, quasis } of nodesOf(parseAst(code, { lang: 'ts' }).body)) {
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral') texts.push((quasis as { value: { cooked: string } }[])[0]?.value.cooked ?? '');
  }
  return texts;
}

/** Names of the top-level variables of a module that can be assigned anew. */
export function mutableBindings(code: string): string[] {
  const names: string[] = [];
  for (const statement of parseAst(code, { lang: 'ts' }).body as unknown as Node[]) {
    const declaration = isNode(statement.declaration) ? statement.declaration : statement;
    if (declaration.type !== 'VariableDeclaration' || declaration.kind === 'const' || declaration.declare) continue;
    for (const one of declaration.declarations as Node[]) names.push(String((one.id as Node).name));
  }
  return names;
}
