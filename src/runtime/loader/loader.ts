// Node's module hooks for user code: finds TypeScript files, makes JavaScript of them and registers what they define.

import { readFileSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import {
  type LoadFnOutput,
  type LoadHookContext,
  type ResolveFnOutput,
  type ResolveHookContext,
  registerHooks,
  SourceMap,
} from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sitedMethods } from '../../primitives/sited-methods.ts';
import { type Analysis, analyze, faultIn, looksLikeModule } from './analyze.ts';
import { callTable, installHelpers } from './call-ids.ts';
import { facade } from './facade.ts';
import { instrument } from './instrument.ts';
import { asFileUrl, canonicalUrl, inSimulatedProcess, isUserModule, simulatedProcess } from './module-url.ts';
import type { PreparedModule, PreparedStore } from './prepared-store.ts';
import { type ModuleFacts, placeKey, type Registry } from './registry.ts';
import { withCleanStack } from './report.ts';
import { decoratorAt, originalPlace, type Prepared, prepareTypeScript, syntaxErrorAt } from './source.ts';
import { findFile, isPlace, TsconfigPaths } from './specifiers.ts';
import { correctStacks } from './stack-places.ts';
import { type Fault, type LoadedModule, type LoaderState, loaderKey } from './state.ts';

export interface LoaderOptions {
  /** URL of the script in the main process, whose `import.meta.main` is true; null in a child. */
  mainUrl: string | null;
  /** The registry of the process to which the module instance at this URL belongs. */
  registryFor(url: string): Registry;
  /** What `lanescope` resolves to in the module at this URL. */
  runtimeUrl(parentUrl: string): string;
  /** Where amaro lives (CommonJS); loaded only for TypeScript that is more than types. */
  transformUrl: string;
  /** Where the processes of a run share what they made of modules; absent: this process makes all by itself. */
  prepared?: PreparedStore | undefined;
  /** How handles learn where they were called: by numbers put into the calls (default), or by a captured stack alone. */
  callSites?: 'ids' | 'stack' | undefined;
}

/**
 * Installs the hooks in this thread, before any user module is loaded. Once a process.
 * @throws Error when they are installed already
 */
export function installLoader(options: LoaderOptions): void {
  const world = globalThis as { [loaderKey]?: LoaderState };
  if (world[loaderKey] !== undefined) throw new Error('installLoader: the hooks are installed already in this process');
  const loader = new Loader(options);
  const { modules, faults } = loader;
  correctStacks(modules);
  if (options.callSites !== 'stack') installHelpers();
  world[loaderKey] = Object.assign(loader.register.bind(loader), { modules, faults });
  registerHooks({
    resolve: (specifier, context, next) => withCleanStack(() => loader.resolve(specifier, context, next)),
    load: (url, context, next) => loader.load(url, context, next),
  });
}

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;
type NextLoad = (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput;
type Format = 'module' | 'commonjs';

const source = /\.([mc]?)([tj])s$/;
const notFound = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT']);

class Loader {
  /** By URL without query: what call sites need to know of a module. */
  readonly modules = new Map<string, LoadedModule>();
  /** Places of syntax errors, in the order in which their modules were read. */
  readonly faults: Fault[] = [];
  readonly #options: LoaderOptions;
  readonly #paths = new TsconfigPaths();
  readonly #facts = new Map<string, ModuleFacts>();
  readonly #analyses = new Map<string, Analysis | undefined>();
  readonly #runtimes = new Set<string>();

  /** Where the script really lies, from when it is imported. */
  #mainUrl: string | null;

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.#mainUrl = options.mainUrl;
    this.#runtimes.add(options.transformUrl);
  }

  resolve(specifier: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
    const parent = context.parentURL;
    if (specifier === 'lanescope') {
      const url = this.#options.runtimeUrl(parent ?? '');
      this.#runtimes.add(canonicalUrl(url));
      return { url, format: 'module', shortCircuit: true };
    }
    const isUsers = parent !== undefined && this.#isUser(parent);
    const found = isUsers ? this.#find(specifier, parent, context, next) : next(specifier, context);
    // The script may have been named through a link.
    if (specifier === this.#options.mainUrl) this.#mainUrl = found.url;
    const process = simulatedProcess(parent);
    if (!isUsers || process === undefined || !this.#isUser(found.url)) return found;
    return { ...found, url: inSimulatedProcess(found.url, process) };
  }

  #find(specifier: string, parent: string, context: ResolveHookContext, next: NextResolve): ResolveFnOutput {
    if (!isPlace(specifier) && !specifier.startsWith('node:') && !specifier.startsWith('#')) {
      const mapped = this.#paths.find(specifier, fileURLToPath(parent));
      return mapped === undefined ? next(specifier, context) : next(this.#spelled(mapped, context), context);
    }
    try {
      return next(specifier, context);
    } catch (error) {
      if (!isPlace(specifier) || !isNotFound(error)) throw error;
      const found = findFile(fileURLToPath(new URL(specifier, parent)));
      if (found === undefined) throw error;
      return next(this.#spelled(found, context), context);
    }
  }

  /** `import` takes files as URLs, `require` as paths. */
  #spelled(file: string, context: ResolveHookContext): string {
    return isRequire(context) ? file : pathToFileURL(file).href;
  }

  #isUser(url: string): boolean {
    return isUserModule(url) && !this.#runtimes.has(canonicalUrl(url));
  }

  load(url: string, context: LoadHookContext, next: NextLoad): LoadFnOutput {
    const [name, kind, language] = source.exec(new URL(url).pathname) ?? [];
    if (name === undefined || !this.#isUser(url)) return this.#loadOther(url, context, next);
    const forced: Format | undefined = kind === 'm' ? 'module' : kind === 'c' ? 'commonjs' : undefined;
    const otherwise: Format = context.format?.startsWith('module') ? 'module' : 'commonjs';
    const text = readFileSync(fileURLToPath(url), 'utf8').replace(/^\uFEFF/, '');
    const key = this.#options.prepared?.keyOf([url, text, forced ?? '', otherwise, isDebugged() ? 'debugged' : '']);
    const stored = this.#stored(key, url, context);
    if (stored !== undefined) return this.#deliver(url, stored, undefined);
    const prepared = this.#prepare(text, url, language === 't');
    if (prepared === undefined) {
      const format = forced ?? (looksLikeModule(text) ? 'module' : otherwise);
      return next(url, { ...context, format: `${format}-typescript` });
    }
    const analysis = this.#analyze(prepared.code, forced, otherwise, this.#numbersCalls(text));
    if (analysis === undefined) return this.#unparsed(url, text, prepared.code, forced, otherwise);
    if (analysis.format === 'commonjs' && needsFacade(context)) {
      return { format: 'module', source: facade(url, analysis.exported), shortCircuit: true };
    }
    const made = this.#make(url, prepared, analysis);
    if (key !== undefined && !this.#isOwn(made, url)) this.#options.prepared?.put(key, made);
    return this.#deliver(url, made, prepared.map);
  }

  /** What another process of the run has made of this very text; not where this process needs something else. */
  #stored(key: string | undefined, url: string, context: LoadHookContext): PreparedModule | undefined {
    const stored = key === undefined ? undefined : this.#options.prepared?.get(key);
    if (stored === undefined || this.#isOwn(stored, url)) return undefined;
    if (stored.format === 'commonjs' && needsFacade(context)) return undefined;
    // modules whose numbers fell on the same place are numbered in the order in which a process loads them
    if (stored.calls.length > 0 && callTable.baseFor(canonicalUrl(url)) !== stored.base) return undefined;
    return stored;
  }

  /** A CommonJS script that enters as the main one is prepared for that. */
  #isOwn({ format }: PreparedModule, url: string): boolean {
    return format === 'commonjs' && url === this.#mainUrl;
  }

  #make(url: string, prepared: Prepared, analysis: Analysis): PreparedModule {
    const { code, shifts, calls } = instrument(prepared, url, analysis, url === this.#mainUrl, isDebugged());
    const { format, privates } = analysis;
    return {
      format,
      code,
      shifts: [...shifts],
      map: prepared.payload,
      privates,
      names: [...namesInSource(analysis.names, prepared)],
      base: calls.length === 0 ? 0 : callTable.baseFor(canonicalUrl(url)),
      calls,
    };
  }

  #deliver(url: string, module: PreparedModule, known: SourceMap | undefined): LoadFnOutput {
    const { format, code, shifts, privates, names, calls } = module;
    const map = known ?? (module.map && new SourceMap(module.map));
    this.modules.set(canonicalUrl(url), { shifts: new Map(shifts), map });
    this.#facts.set(canonicalUrl(url), { privates, names: new Map(names) });
    for (const [id, place] of calls) callTable.set(id, place);
    return { format, source: code, shortCircuit: true };
  }

  /** Undefined where Node itself shall read the file and say what is wrong with it. */
  #prepare(text: string, url: string, isTypeScript: boolean): Prepared | undefined {
    if (!isTypeScript) return { code: text, map: undefined };
    try {
      return prepareTypeScript(text, canonicalUrl(url), this.#options.transformUrl);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX') return undefined;
      throw error;
    }
  }

  /**
   * Modules that never mention Lanescope, not even in a type, stay as they are. So do those with a source map of their own, which
   * a debugger needs, and those that use the helpers' names.
   */
  #numbersCalls(text: string): boolean {
    if (this.#options.callSites === 'stack' || !/lanescope/.test(text)) return false;
    return !/\/[/*][#@]\s*sourceMappingURL=|__lanescope_/.test(text);
  }

  #analyze(code: string, forced: Format | undefined, otherwise: Format, numbers: boolean): Analysis | undefined {
    const key = `${forced ?? '?'} ${otherwise} ${numbers}\n${code}`;
    if (!this.#analyses.has(key)) {
      this.#analyses.set(key, analyze(code, forced, otherwise, numbers ? sitedMethods : undefined));
    }
    return this.#analyses.get(key);
  }

  /** Code that no parser accepts: V8 says why, except for decorators, of which it says nothing useful. */
  #unparsed(url: string, text: string, code: string, forced: Format | undefined, otherwise: Format): LoadFnOutput {
    const decorator = decoratorAt(code);
    if (decorator !== undefined) {
      const message = 'Decorators are not supported: no version of Node runs them. Call the function instead.';
      throw syntaxErrorAt(message, canonicalUrl(url), text, decorator.line, decorator.column);
    }
    const format = forced ?? (looksLikeModule(code) ? 'module' : otherwise);
    const fault = faultIn(code, format);
    if (fault !== undefined) this.faults.push({ url: canonicalUrl(url), source: text, ...fault });
    return { format, source: code, shortCircuit: true };
  }

  #loadOther(url: string, context: LoadHookContext, next: NextLoad): LoadFnOutput {
    if (/\.[tj]sx$/.test(new URL(url).pathname) && this.#isUser(url)) {
      const file = path.basename(fileURLToPath(url));
      throw new Error(
        `${fileURLToPath(url)}: JSX is not supported, for Node cannot run it. ` +
          `Rename ${file} to ${file.slice(0, -1)} if it has no JSX, else compile it first.`,
      );
    }
    return next(url, context);
  }

  /** What the prelude of every user module calls. */
  register(
    thunks: Readonly<Record<string, () => unknown>>,
    place: string,
    self: ImportMeta | NodeModule,
    require?: NodeJS.Require,
  ): void {
    const url = asFileUrl(place) ?? place;
    const known = canonicalUrl(url);
    const isMain = url === this.#mainUrl;
    if (require === undefined)
      Object.defineProperty(self, 'main', { value: isMain, configurable: true, enumerable: true });
    else if (isMain) becomeMain(self as NodeModule, require);
    this.#options.registryFor(url).add(known, thunks, this.#facts.get(known) ?? { privates: [], names: new Map() });
  }
}

/** A source map for each token is larger than the code: it is made only where somebody reads it. */
function isDebugged(): boolean {
  return inspectorUrl() !== undefined || process.sourceMapsEnabled;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && notFound.has(String(error.code));
}

/** Node 22 hands the conditions of a `require` on as a Set. */
function isRequire(context: { conditions: Iterable<string> }): boolean {
  return new Set(context.conditions).has('require');
}

/** Node 22 gives CommonJS that is imported a `require` which passes the hooks by. */
function needsFacade(context: LoadHookContext): boolean {
  return !isRequire(context) && Number.parseInt(process.versions.node, 10) < 24;
}

/** `require.main === module`, here and in every module that this one requires. */
function becomeMain(module: NodeModule, require: NodeJS.Require): void {
  process.mainModule = module;
  require.main = module;
  module.id = '.';
}

/** The places of names in the user's file, where the code that runs is not the user's. */
function namesInSource(names: ReadonlyMap<string, string>, { map }: Prepared): ReadonlyMap<string, string> {
  if (map === undefined) return names;
  const mapped = new Map<string, string>();
  for (const [key, name] of names) {
    const [line = 1, column = 1] = key.split(':').map(Number);
    const original = originalPlace(map, line, column);
    mapped.set(placeKey(original.line, original.column), name);
  }
  return mapped;
}
