// Which declaration a name means: scopes of functions and blocks, as far as checks need them.

import type { Identifier, Pattern } from 'acorn';
import { type AnyNode, childrenOf, type FunctionNode, isFunction, type Program } from './tree.ts';

export interface Binding {
  name: string;
  kind: 'import' | 'var' | 'let' | 'const' | 'param' | 'function' | 'class' | 'catch';
  /** Where the name stands in its declaration. */
  identifier: Identifier;
  /** The declarator, function, class, import specifier or catch clause. */
  declaration: AnyNode;
  /** Declared by the module itself, outside of every function and block. */
  isTop: boolean;
  /** Every other place where the name means this. */
  references: Identifier[];
}

interface Scope {
  outer: Scope | undefined;
  /** Where `var` goes. */
  holdsVars: boolean;
  names: Map<string, Binding>;
}

export class Scopes {
  readonly bindings: Binding[] = [];
  readonly #meant = new Map<AnyNode, Binding>();
  readonly #pending: { identifier: Identifier; scope: Scope }[] = [];

  constructor(program: Program) {
    const top = inner(undefined, true);
    for (const statement of program.body) this.#visit(statement, top);
    for (const { identifier, scope } of this.#pending) {
      const binding = find(scope, identifier.name);
      if (binding === undefined) continue;
      this.#meant.set(identifier, binding);
      binding.references.push(identifier);
    }
  }

  /** What a name that is used, or declared, here means; undefined for a global one. */
  bindingOf(node: AnyNode): Binding | undefined {
    return this.#meant.get(node);
  }

  #visit(node: AnyNode, scope: Scope): void {
    if (isFunction(node)) this.#visitFunction(node, scope);
    else this.#visitOther(node, scope);
  }

  #visitOther(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        this.#pending.push({ identifier: node, scope });
        return;
      case 'VariableDeclaration':
        for (const declarator of node.declarations) {
          const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
          this.#declare(declarator.id, kind === 'var' ? varScope(scope) : scope, kind, declarator);
          if (declarator.init) this.#visit(declarator.init, scope);
        }
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        if (node.superClass) this.#visit(node.superClass, scope);
        const own = node.type === 'ClassDeclaration' ? scope : inner(scope);
        if (node.id) this.#declare(node.id, own, 'class', node);
        this.#visit(node.body, own);
        return;
      }
      case 'CatchClause': {
        const own = inner(scope);
        if (node.param) this.#declare(node.param, own, 'catch', node);
        this.#visit(node.body, own);
        return;
      }
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) this.#declare(specifier.local, scope, 'import', specifier);
        return;
      case 'ExportSpecifier':
        this.#visit(node.local, scope);
        return;
      case 'MemberExpression':
        this.#visit(node.object, scope);
        if (node.computed) this.#visit(node.property, scope);
        return;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) this.#visit(node.key, scope);
        if (node.value) this.#visit(node.value, scope);
        return;
      case 'LabeledStatement':
        this.#visit(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      default: {
        const own = opensBlock(node) ? inner(scope) : scope;
        for (const child of childrenOf(node)) this.#visit(child, own);
      }
    }
  }

  #visitFunction(node: FunctionNode, scope: Scope): void {
    const own = inner(scope, true);
    if (node.type === 'FunctionDeclaration') {
      if (node.id) this.#declare(node.id, scope, 'function', node);
    } else if (node.type === 'FunctionExpression' && node.id) this.#declare(node.id, own, 'function', node);
    for (const param of node.params) this.#declare(param, own, 'param', node);
    // the names of the body are those of the parameters' scope
    if (node.body.type !== 'BlockStatement') this.#visit(node.body, own);
    else for (const statement of node.body.body) this.#visit(statement, own);
  }

  #declare(pattern: Pattern, scope: Scope, kind: Binding['kind'], declaration: AnyNode): void {
    switch (pattern.type) {
      case 'Identifier': {
        const { name } = pattern;
        const known = scope.names.get(name);
        // a second `var` of one name is the same variable, of which nothing is certain
        const isTop = scope.outer === undefined;
        const binding = known ?? { name, kind, identifier: pattern, declaration, isTop, references: [] };
        if (known) known.references.push(pattern);
        else this.bindings.push(binding);
        scope.names.set(name, binding);
        this.#meant.set(pattern, binding);
        return;
      }
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.#declare(property.argument, scope, kind, declaration);
          else {
            if (property.computed) this.#visit(property.key, scope);
            this.#declare(property.value, scope, kind, declaration);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.#declare(element, scope, kind, declaration);
        return;
      case 'RestElement':
        this.#declare(pattern.argument, scope, kind, declaration);
        return;
      case 'AssignmentPattern':
        this.#declare(pattern.left, scope, kind, declaration);
        this.#visit(pattern.right, scope);
        return;
      default:
        this.#visit(pattern, scope);
    }
  }
}

function inner(outer: Scope | undefined, holdsVars = false): Scope {
  return { outer, holdsVars, names: new Map() };
}

function varScope(scope: Scope): Scope {
  let at = scope;
  while (!at.holdsVars && at.outer !== undefined) at = at.outer;
  return at;
}

function find(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

function opensBlock({ type }: AnyNode): boolean {
  return [
    'BlockStatement',
    'ForStatement',
    'ForInStatement',
    'ForOfStatement',
    'SwitchStatement',
    'StaticBlock',
  ].includes(type);
}
