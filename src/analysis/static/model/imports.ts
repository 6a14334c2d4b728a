// What a module takes from `lanescope`, and under which names, types too.

import type { Binding, Scopes } from './scopes.ts';
import { type AnyNode, type Program, propertyName } from './tree.ts';

const moduleName = 'lanescope';

export class Imports {
  /** Names for types: what the module calls them → what `lanescope` does. */
  readonly types = new Map<string, string>();
  readonly #values = new Map<Binding, string>();
  readonly #whole = new Set<Binding>();
  readonly #scopes: Scopes;

  constructor(program: Program, source: string, scopes: Scopes) {
    this.#scopes = scopes;
    for (const statement of program.body) this.#take(statement);
    // what only types use is stripped, with its import
    for (const [, list = ''] of source.matchAll(/^\s*import\s+(?:type\s+)?\{([^}]*)\}\s*from\s*['"]lanescope['"]/gm)) {
      for (const part of list.split(',')) {
        const [, name, alias] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(part) ?? [];
        if (name !== undefined) this.types.set(alias ?? name, name);
      }
    }
    for (const [, name = ''] of source.matchAll(
      /^\s*import\s+(?:type\s+)?\*\s*as\s+([\w$]+)\s+from\s*['"]lanescope['"]/gm,
    )) {
      this.types.set(`${name}.`, '');
    }
  }

  /** Nothing of `lanescope` is used here, not even as a type. */
  get isEmpty(): boolean {
    return this.types.size === 0 && this.#values.size === 0 && this.#whole.size === 0;
  }

  /** What `lanescope` calls the value of `node`: `Queue` for `Queue`, `lanescope.Queue` or another name given to it. */
  nameOf(node: AnyNode): string | undefined {
    if (node.type === 'MemberExpression') {
      const whole = this.#scopes.bindingOf(node.object);
      return whole && this.#whole.has(whole) ? propertyName(node) : undefined;
    }
    const binding = this.#scopes.bindingOf(node);
    return binding && this.#values.get(binding);
  }

  /** What `lanescope` calls the type `name`. */
  typeOf(name: string): string | undefined {
    const dot = name.indexOf('.');
    if (dot > 0 && this.types.has(name.slice(0, dot + 1))) return name.slice(dot + 1);
    return this.types.get(name);
  }

  #take(statement: AnyNode): void {
    if (statement.type === 'ImportDeclaration' && statement.source.value === moduleName) {
      for (const specifier of statement.specifiers) {
        const binding = this.#scopes.bindingOf(specifier.local);
        if (binding === undefined) continue;
        if (specifier.type !== 'ImportSpecifier') this.#whole.add(binding);
        else if (specifier.imported.type === 'Identifier') this.#values.set(binding, specifier.imported.name);
      }
    }
    if (statement.type !== 'VariableDeclaration') return;
    for (const { id, init } of statement.declarations) if (init && isRequired(init)) this.#takeRequired(id);
  }

  #takeRequired(id: AnyNode): void {
    const whole = this.#scopes.bindingOf(id);
    if (whole !== undefined) this.#whole.add(whole);
    if (id.type !== 'ObjectPattern') return;
    for (const property of id.properties) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      const binding = this.#scopes.bindingOf(property.value);
      if (binding !== undefined) this.#values.set(binding, property.key.name);
    }
  }
}

/** `require('lanescope')` or `await import('lanescope')`. */
function isRequired(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression') return isRequired(node.argument);
  if (node.type === 'ImportExpression') return node.source.type === 'Literal' && node.source.value === moduleName;
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return false;
  const [name] = node.arguments;
  return name?.type === 'Literal' && name.value === moduleName;
}
