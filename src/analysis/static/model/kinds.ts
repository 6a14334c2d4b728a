// What an expression is an object of, where that is certain: from `new`, from calls that make objects, from annotations.

import type { CallExpression } from 'acorn';
import { handedTo } from './handed.ts';
import type { Imports } from './imports.ts';
import { isKnownClass } from './methods.ts';
import type { Binding, Scopes } from './scopes.ts';
import { type AnyNode, isFunction, propertyName, type Tree, withoutChain } from './tree.ts';
import { annotationAfter, shapeOf, typeArgumentsAfter } from './types.ts';

export interface Kind {
  /** As `lanescope` calls the class; a class of the user's that extends `Process` is a `Process`. */
  name: string;
  /** Text between the angle brackets of its type, '' where there are none. */
  args: string;
  /** An array of them, of so many dimensions. */
  lists: number;
}

interface Facts {
  source: string;
  code: string;
  tree: Tree;
  scopes: Scopes;
  imports: Imports;
}

type Class = Extract<AnyNode, { type: 'ClassDeclaration' | 'ClassExpression' }>;

/** What methods of a manager, a pool and a value make, besides objects named as the method is. */
const made: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'Manager',
    new Map([
      ['dict', 'DictProxy'],
      ['list', 'ListProxy'],
      ['namespace', 'NamespaceProxy'],
      ['Array', 'SharedArray'],
    ]),
  ],
  [
    'Pool',
    new Map([
      ['applyAsync', 'AsyncResult'],
      ['mapAsync', 'AsyncResult'],
      ['starmapAsync', 'AsyncResult'],
      ['imap', 'PoolIterator'],
      ['imapUnordered', 'PoolIterator'],
    ]),
  ],
  ['Value', new Map([['getLock', 'RLock']])],
  ['SharedArray', new Map([['getLock', 'RLock']])],
]);

const one = (name: string, args = ''): Kind => ({ name, args, lists: 0 });

export class Kinds {
  readonly #facts: Facts;
  readonly #ofBinding = new Map<Binding, Kind | undefined>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Undefined where nothing is certain. */
  of(node: AnyNode): Kind | undefined {
    switch (node.type) {
      case 'ChainExpression':
        return this.of(withoutChain(node));
      case 'Identifier': {
        const binding = this.#facts.scopes.bindingOf(node);
        return binding && this.ofBinding(binding);
      }
      case 'NewExpression':
        return this.#ofNew(node.callee);
      case 'AwaitExpression':
        return this.#ofAwaited(node.argument);
      case 'CallExpression':
        return this.#ofCall(node);
      case 'MemberExpression':
        return this.#ofMember(node);
      case 'ArrayExpression':
        return listOf(same(node.elements.map((element) => (element ? this.of(element) : undefined))));
      default:
        return undefined;
    }
  }

  ofBinding(binding: Binding): Kind | undefined {
    if (this.#ofBinding.has(binding)) return this.#ofBinding.get(binding);
    this.#ofBinding.set(binding, undefined); // a name that is made of itself is of no kind
    const kind = this.#annotated(binding.identifier) ?? (this.isFixed(binding) ? this.#initial(binding) : undefined);
    this.#ofBinding.set(binding, kind);
    return kind;
  }

  /** Does it mean for ever what its declaration says? */
  isFixed({ kind, references, identifier }: Binding): boolean {
    return kind === 'const' || kind === 'param' || ![...references, identifier].some((node) => this.isWritten(node));
  }

  /** Is this place of a name, or this member, given another value? Declarations do not count. */
  isWritten(node: AnyNode): boolean {
    const { tree } = this.#facts;
    let inner = node;
    for (const outer of tree.ancestorsOf(node)) {
      switch (outer.type) {
        case 'AssignmentExpression':
          return outer.left === inner;
        case 'UpdateExpression':
          return true;
        case 'ForInStatement':
        case 'ForOfStatement':
          return outer.left === inner;
        case 'ArrayPattern':
        case 'ObjectPattern':
        case 'RestElement':
          break;
        case 'Property':
          if (outer.value !== inner) return false;
          break;
        case 'AssignmentPattern':
          if (outer.left !== inner) return false;
          break;
        default:
          return false;
      }
      inner = outer;
    }
    return false;
  }

  /** The user's class that a value is of, where it extends `Process`; itself for a class. */
  processClass(node: AnyNode): Class | undefined {
    if (node.type === 'Identifier') {
      const { declaration } = this.#facts.scopes.bindingOf(node) ?? {};
      const found = declaration?.type === 'VariableDeclarator' ? (declaration.init ?? undefined) : declaration;
      return found?.type === 'Identifier' ? undefined : found && this.processClass(found);
    }
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
    const { superClass } = node;
    if (!superClass) return undefined;
    return this.#facts.imports.nameOf(superClass) === 'Process' || this.processClass(superClass) ? node : undefined;
  }

  #ofNew(callee: AnyNode): Kind | undefined {
    const { imports, source, code } = this.#facts;
    const name = imports.nameOf(callee);
    if (name !== undefined && isKnownClass(name)) {
      return one(name, typeArgumentsAfter(source, code, callee.end) ?? '');
    }
    return this.processClass(callee) ? one('Process') : undefined;
  }

  #ofAwaited(node: AnyNode): Kind | undefined {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
    const name = this.#facts.imports.nameOf(node.callee.object);
    const method = propertyName(node.callee);
    if (name === 'Manager' && method === 'start') return one('Manager');
    return name === 'SharedMemory' && (method === 'create' || method === 'attach') ? one('SharedMemory') : undefined;
  }

  #ofCall(node: CallExpression): Kind | undefined {
    const { imports, source, code } = this.#facts;
    const { callee } = node;
    const called = imports.nameOf(callee);
    if (called === 'currentProcess' || called === 'parentProcess') return one('Process');
    if (callee.type !== 'MemberExpression') return undefined;
    const method = propertyName(callee) ?? '';
    if (method === 'map' || method === 'from') {
      const [first, second] = node.arguments;
      const maker = method === 'map' ? first : second;
      const isArrays = method === 'map' || (callee.object.type === 'Identifier' && callee.object.name === 'Array');
      if (isArrays && maker && isFunction(maker) && !maker.async) return listOf(this.#ofResult(maker));
    }
    const owner = this.of(callee.object);
    if (owner === undefined || owner.lists > 0) return undefined;
    const name =
      made.get(owner.name)?.get(method) ?? (owner.name === 'Manager' && isKnownClass(method) ? method : undefined);
    return name === undefined ? undefined : one(name, typeArgumentsAfter(source, code, callee.end) ?? '');
  }

  /** Of what a function without branches gives. */
  #ofResult(node: AnyNode): Kind | undefined {
    if (!isFunction(node)) return undefined;
    if (node.body.type !== 'BlockStatement') return this.of(node.body);
    const last = node.body.body.at(-1);
    const others = node.body.body.slice(0, -1).every(({ type }) => type === 'VariableDeclaration');
    return last?.type === 'ReturnStatement' && last.argument && others ? this.of(last.argument) : undefined;
  }

  #ofMember(node: AnyNode & { type: 'MemberExpression' }): Kind | undefined {
    if (node.object.type === 'ThisExpression') return this.#ofField(node);
    if (!node.computed) return undefined;
    return elementOf(this.of(node.object));
  }

  #ofField(node: AnyNode & { type: 'MemberExpression' }): Kind | undefined {
    const { tree, source } = this.#facts;
    const name = propertyName(node);
    const owner = tree.classAround(node);
    if (name === undefined || owner === undefined) return undefined;
    for (const member of owner.body.body) {
      if (member.type === 'PropertyDefinition' && fieldName(member.key) === name && !member.computed) {
        const kind = this.#annotated(member.key) ?? (member.value ? this.of(member.value) : undefined);
        if (kind) return kind;
      }
      if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
      for (const param of member.value.params) {
        const isField = /\b(?:public|private|protected|readonly)\s+$/.test(source.slice(0, param.start));
        if (isField && param.type === 'Identifier' && param.name === name) return this.#annotated(param);
      }
    }
    return undefined;
  }

  #annotated(node: AnyNode): Kind | undefined {
    const { source, code, imports, scopes } = this.#facts;
    const text = annotationAfter(source, code, node.end);
    const shape = text === undefined ? undefined : shapeOf(text);
    if (shape === undefined) return undefined;
    const name = imports.typeOf(shape.name);
    if (name !== undefined) return isKnownClass(name) ? { ...shape, name } : undefined;
    const own = scopes.bindings.find(({ kind, name: known }) => kind === 'class' && known === shape.name);
    return own && this.processClass(own.identifier) ? { ...shape, name: 'Process' } : undefined;
  }

  #initial({ kind, declaration, identifier, name }: Binding): Kind | undefined {
    const { tree } = this.#facts;
    if (kind === 'param') {
      if (!isFunction(declaration)) return undefined;
      const handed = handedTo(this.#facts, declaration, identifier).map((node) => this.of(node));
      return this.#ofElementGiven(declaration, identifier) ?? same(handed);
    }
    if (declaration.type !== 'VariableDeclarator') return undefined;
    const { id, init } = declaration;
    const loop = tree.parentOf(tree.parentOf(declaration) ?? declaration);
    const isOf = loop?.type === 'ForOfStatement' && loop.left === tree.parentOf(declaration);
    if (id === identifier) return isOf ? elementOf(this.of(loop.right)) : init ? this.of(init) : undefined;
    if (id.type !== 'ArrayPattern' || !init) return undefined;
    const index = id.elements.findIndex((element) => element?.type === 'Identifier' && element.name === name);
    if (index < 0) return undefined;
    if (init.type === 'ArrayExpression') {
      const element = init.elements[index];
      return element ? this.of(element) : undefined;
    }
    const isPipe = init.type === 'CallExpression' && this.#facts.imports.nameOf(init.callee) === 'Pipe';
    return isPipe ? one('Connection') : elementOf(this.of(init));
  }

  /** `processes.forEach((p) => …)`: of each element. */
  #ofElementGiven(node: AnyNode, param: AnyNode): Kind | undefined {
    const call = this.#facts.tree.parentOf(node);
    if (!isFunction(node) || node.params[0] !== param || call?.type !== 'CallExpression') return undefined;
    const { callee } = call;
    const each = ['forEach', 'map', 'filter', 'some', 'every', 'find', 'flatMap'];
    if (callee.type !== 'MemberExpression' || !each.includes(propertyName(callee) ?? '')) return undefined;
    return call.arguments[0] === node ? elementOf(this.of(callee.object)) : undefined;
  }
}

function fieldName(key: AnyNode): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' ? key.name : undefined;
}

function same(kinds: readonly (Kind | undefined)[]): Kind | undefined {
  const [first] = kinds;
  const isSame = kinds.every((kind) => kind !== undefined && kind.name === first?.name && kind.lists === first.lists);
  return isSame ? first : undefined;
}

function listOf(kind: Kind | undefined): Kind | undefined {
  return kind && { ...kind, lists: kind.lists + 1 };
}

function elementOf(kind: Kind | undefined): Kind | undefined {
  return kind && kind.lists > 0 ? { ...kind, lists: kind.lists - 1 } : undefined;
}
