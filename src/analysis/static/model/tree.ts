// The syntax tree as checks walk it: children in order, and from every node to the one that holds it.

import type { AnyNode, Program } from 'acorn';

export type { AnyNode, Program };

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  const fields: unknown[] = Object.values(node);
  for (const field of fields) {
    if (isNode(field)) children.push(field);
    else if (Array.isArray(field)) children.push(...field.filter(isNode));
  }
  return children;
}

/** `node` and all below it, each before what it holds. */
export function nodesIn(node: AnyNode): AnyNode[] {
  const nodes: AnyNode[] = [];
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    nodes.push(at);
    open.push(...childrenOf(at).reverse());
  }
  return nodes;
}

export function isFunction(node: AnyNode | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** What `a?.b` and the like wrap around the expression that does the work. */
export function withoutChain(node: AnyNode): AnyNode {
  return node.type === 'ChainExpression' ? node.expression : node;
}

/** The name in `object.name` or `object.#name`; undefined for what is computed. */
export function propertyName(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { property, computed } = node;
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  return !computed && property.type === 'Identifier' ? property.name : undefined;
}

/** The value of the property `name` in an object literal. */
export function propertyOf(node: AnyNode | undefined, name: string): AnyNode | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    if (property.key.type === 'Identifier' && property.key.name === name) return property.value;
  }
  return undefined;
}

export class Tree {
  readonly program: Program;
  /** Every node of the module, each before what it holds. */
  readonly nodes: readonly AnyNode[];
  readonly #parents = new Map<AnyNode, AnyNode>();

  constructor(program: Program) {
    this.program = program;
    this.nodes = nodesIn(program);
    for (const node of this.nodes) for (const child of childrenOf(node)) this.#parents.set(child, node);
  }

  parentOf(node: AnyNode): AnyNode | undefined {
    return this.#parents.get(node);
  }

  /** From the parent of `node` up to the program. */
  *ancestorsOf(node: AnyNode): Generator<AnyNode> {
    for (let at = this.parentOf(node); at !== undefined; at = this.parentOf(at)) yield at;
  }

  /** The function whose body, or parameters, `node` stands in. */
  functionAround(node: AnyNode): FunctionNode | undefined {
    for (const ancestor of this.ancestorsOf(node)) if (isFunction(ancestor)) return ancestor;
    return undefined;
  }

  classAround(node: AnyNode): (AnyNode & { type: 'ClassDeclaration' | 'ClassExpression' }) | undefined {
    for (const ancestor of this.ancestorsOf(node)) {
      if (ancestor.type === 'ClassDeclaration' || ancestor.type === 'ClassExpression') return ancestor;
    }
    return undefined;
  }

  /** The statement of the module itself that `node` stands in; for a statement of the module, itself. */
  topStatementOf(node: AnyNode): AnyNode {
    let at = node;
    for (const ancestor of this.ancestorsOf(node)) {
      if (ancestor.type === 'Program') return at;
      at = ancestor;
    }
    return at;
  }
}
