// Which functions of a module run where: in children, because they are targets, and in the process that runs the script.

import type { Imports } from './imports.ts';
import type { Kinds } from './kinds.ts';
import { poolMethods } from './methods.ts';
import type { Binding, Scopes } from './scopes.ts';
import { type AnyNode, type FunctionNode, isFunction, nodesIn, propertyName, propertyOf, type Tree } from './tree.ts';

/** A function that is handed over to be run in another process. */
export interface Target {
  function: AnyNode;
  /** `target`, `initializer`, `action`, or the method of a pool. */
  as: string;
  /** The call or construction that hands it over. */
  site: AnyNode;
}

interface Facts {
  tree: Tree;
  scopes: Scopes;
  imports: Imports;
  kinds: Kinds;
}

export class Work {
  readonly targets: readonly Target[];
  /** Functions that run in children, and those that they call. */
  readonly inChildren: ReadonlySet<FunctionNode>;
  readonly #facts: Facts;
  readonly #called = new Map<AnyNode, readonly FunctionNode[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
    this.targets = facts.tree.nodes.flatMap((node) => this.#targetsAt(node));
    const first = this.targets.map((target) => this.functionOf(target.function));
    const runs = facts.tree.nodes.map((node) => this.#runMethod(node));
    this.inChildren = this.reachedFrom([...first, ...runs].filter((node) => node !== undefined));
  }

  /** The function of this module that an expression is. */
  functionOf(node: AnyNode): FunctionNode | undefined {
    if (isFunction(node)) return node;
    const binding = this.#facts.scopes.bindingOf(node);
    if (binding === undefined || !this.#facts.kinds.isFixed(binding)) return undefined;
    return functionOfBinding(binding);
  }

  /** These functions, and those of the module that they call. */
  reachedFrom(functions: readonly AnyNode[]): Set<FunctionNode> {
    const reached = new Set<FunctionNode>();
    const open = [...functions];
    for (const node of open) {
      if (isFunction(node)) {
        if (reached.has(node)) continue;
        reached.add(node);
      }
      for (const called of this.#calledIn(node)) if (!reached.has(called)) open.push(called);
    }
    return reached;
  }

  /** Does code at `node` run in a child, as far as this module tells? */
  isInChild(node: AnyNode): boolean {
    for (const ancestor of this.#facts.tree.ancestorsOf(node)) {
      if (isFunction(ancestor) && this.inChildren.has(ancestor)) return true;
    }
    return false;
  }

  /** Functions of children that the creator calls, or hands on, too. */
  get inBoth(): ReadonlySet<FunctionNode> {
    const { scopes } = this.#facts;
    const given = new Set(this.targets.map((target) => target.function));
    const both = scopes.bindings.flatMap((binding) => {
      const node = functionOfBinding(binding);
      if (node === undefined || !this.inChildren.has(node)) return [];
      return binding.references.some((use) => !given.has(use) && !this.isInChild(use)) ? [node] : [];
    });
    return this.reachedFrom(both);
  }

  /** Would a child import this module? It does where a target, or a class that is started, is declared here. */
  get isImportedByChildren(): boolean {
    const { scopes, kinds, tree } = this.#facts;
    const isOwn = (node: AnyNode) => {
      const binding = scopes.bindingOf(node);
      return isFunction(node) || (binding?.isTop === true && binding.kind !== 'import');
    };
    if (this.targets.some(({ function: node, as }) => as !== 'action' && isOwn(node))) return true;
    return tree.nodes.some((node) => {
      return node.type === 'NewExpression' && kinds.processClass(node.callee) !== undefined;
    });
  }

  #calledIn(node: AnyNode): readonly FunctionNode[] {
    const known = this.#called.get(node);
    if (known !== undefined) return known;
    const called = nodesIn(node).flatMap((inner) => {
      if (inner.type !== 'CallExpression') return [];
      const { callee } = inner;
      const found = callee.type === 'MemberExpression' ? this.#ownMethod(callee) : this.functionOf(callee);
      return found === undefined ? [] : [found];
    });
    this.#called.set(node, called);
    return called;
  }

  /** `this.method(…)` within a class. */
  #ownMethod(callee: AnyNode & { type: 'MemberExpression' }): FunctionNode | undefined {
    if (callee.object.type !== 'ThisExpression') return undefined;
    return methodOf(this.#facts.tree.classAround(callee), propertyName(callee));
  }

  /** `run` of a class that extends `Process`. */
  #runMethod(node: AnyNode): FunctionNode | undefined {
    const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
    return isClass && this.#facts.kinds.processClass(node) ? methodOf(node, 'run') : undefined;
  }

  #targetsAt(node: AnyNode): Target[] {
    if (node.type === 'NewExpression')
      return this.#madeWith(node, this.#facts.imports.nameOf(node.callee), node.arguments);
    if (node.type !== 'CallExpression') return [];
    const { callee } = node;
    if (callee.type === 'Super') {
      const owner = this.#facts.tree.classAround(node);
      return owner && this.#facts.kinds.processClass(owner) ? this.#madeWith(node, 'Process', node.arguments) : [];
    }
    const method = propertyName(callee);
    const [first] = node.arguments;
    if (callee.type !== 'MemberExpression' || method === undefined) return [];
    const owner = this.#facts.kinds.of(callee.object);
    if (owner?.lists === 0 && owner.name === 'Pool' && poolMethods.has(method) && first) {
      return [{ function: first, as: method, site: node }];
    }
    return owner?.lists === 0 && owner.name === 'Manager' ? this.#madeWith(node, method, node.arguments) : [];
  }

  #madeWith(site: AnyNode, name: string | undefined, args: readonly AnyNode[]): Target[] {
    const [index, option] = functionsGiven.get(name ?? '') ?? [];
    const node = index === undefined || option === undefined ? undefined : propertyOf(args[index], option);
    return node && option !== undefined ? [{ function: node, as: option, site }] : [];
  }
}

/** Where a class takes a function: the argument, and its option. */
const functionsGiven: ReadonlyMap<string, readonly [index: number, option: string]> = new Map([
  ['Process', [0, 'target']],
  ['Pool', [0, 'initializer']],
  ['Barrier', [1, 'action']],
]);

function functionOfBinding({ declaration, identifier }: Binding): FunctionNode | undefined {
  if (declaration.type === 'FunctionDeclaration') return declaration.id === identifier ? declaration : undefined;
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== identifier) return undefined;
  return isFunction(declaration.init) ? declaration.init : undefined;
}

function methodOf(owner: AnyNode | undefined, name: string | undefined): FunctionNode | undefined {
  if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return undefined;
  for (const member of owner.body.body) {
    if (member.type !== 'MethodDefinition' || member.computed || member.value.body === null) continue;
    const { key } = member;
    const known = key.type === 'PrivateIdentifier' ? `#${key.name}` : key.type === 'Identifier' ? key.name : undefined;
    if (known === name) return member.value;
  }
  return undefined;
}
