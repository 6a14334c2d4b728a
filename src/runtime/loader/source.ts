// Turns a user's file into JavaScript: Node strips types where that is enough, else amaro transforms, with a source map.

import { createRequire, SourceMap, type SourceMapPayload, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** JavaScript made of a user's file. */
export interface Prepared {
  code: string;
  /** Only where positions changed: from the code that runs to the user's. */
  map: SourceMap | undefined;
  /** That map as text; it is put into the code last, when all has its place. */
  payload?: SourceMapPayload;
}

interface Amaro {
  transformSync(
    source: string,
    options: { mode: 'transform'; sourceMap: true; filename: string },
  ): { code: string; map: string };
}

/**
 * JavaScript of a TypeScript file.
 * @throws what Node throws for it (`ERR_INVALID_TYPESCRIPT_SYNTAX`)
 */
export function prepareTypeScript(source: string, url: string, transformUrl: string): Prepared {
  try {
    return { code: withoutWarning(() => stripTypeScriptTypes(source)), map: undefined };
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return transform(source, url, transformUrl);
  }
}

/** Enums, namespaces, parameter properties, `import x = require()`: TypeScript that is more than types. */
function isUnsupported(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
}

function transform(source: string, url: string, transformUrl: string): Prepared {
  const amaro = createRequire(transformUrl)(fileURLToPath(transformUrl)) as Amaro;
  const result = amaro.transformSync(source, { mode: 'transform', sourceMap: true, filename: url });
  const payload = { ...(JSON.parse(result.map) as SourceMapPayload), file: url, sources: [url], sourceRoot: '' };
  return { code: result.code, map: new SourceMap(payload), payload };
}

/** Node calls its own type stripping experimental when a program asks for it; that is no news to the user. */
function withoutWarning<T>(action: () => T): T {
  const warn = process.emitWarning;
  process.emitWarning = (...args: unknown[]) => {
    if (!String(args[0]).includes('stripTypeScriptTypes')) Reflect.apply(warn, process, args);
  };
  try {
    return action();
  } finally {
    process.emitWarning = warn;
  }
}

/** Where a place in the code that runs (line and column from 1) stands in the user's file. */
export function originalPlace(map: SourceMap, line: number, column: number): { line: number; column: number } {
  const entry = map.findEntry(line - 1, column - 1);
  if (!('originalLine' in entry)) return { line, column };
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** An error for a file that we know Node cannot run, in the form in which Node reports a syntax error. */
export function syntaxErrorAt(message: string, url: string, source: string, line: number, column: number): SyntaxError {
  const error = new SyntaxError(message);
  const stack = `${placeHeader(url, source, line, column)}\nSyntaxError: ${message}\n    at ${url}:${line}:${column}`;
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
  return error;
}

/** The lines that Node puts before a syntax error: the file, the line of code and a caret. */
export function placeHeader(url: string, source: string, line: number, column: number): string {
  const text = source.split(/\r?\n/)[line - 1] ?? '';
  return `${url}:${line}\n${text}\n${' '.repeat(column - 1)}^\n`;
}

/** Where the first decorator stands in code that no parser accepted; undefined where an `@` is not the reason. */
export function decoratorAt(code: string): { line: number; column: number } | undefined {
  const lines = code.split('\n');
  for (const [index, text] of lines.entries()) {
    const found = /^\s*(?:export\s+(?:default\s+)?)?@[\p{ID_Start}$_(]/u.exec(text);
    if (found !== null) return { line: index + 1, column: text.indexOf('@') + 1 };
  }
  return undefined;
}
