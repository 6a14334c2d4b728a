// An open document as the checks read it. amaro takes the types out: VS Code's own Node is built without it on the desktop.

import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { ModuleText } from '../../analysis/static/model/module.ts';
import { type Strip, withoutTypes } from '../../analysis/static/strip.ts';

interface Amaro {
  transformSync(source: string, options: { mode: 'strip-only' }): { code: string };
}

/** A longer text is none that somebody types. */
const longest = 500_000;

let amaro: Amaro | undefined;

/** Beside this bundle; some megabytes, read when the first TypeScript is checked. */
const strip: Strip = (source) => {
  amaro ??= require(join(__dirname, 'amaro.cjs')) as Amaro;
  return amaro.transformSync(source, { mode: 'strip-only' }).code;
};

/** Null for what does not parse. */
export function moduleText(document: vscode.TextDocument): ModuleText | null {
  const source = document.getText();
  if (source.length > longest) return null;
  const code = document.languageId === 'typescript' ? withoutTypes(source, strip) : source;
  return code === null ? null : { file: document.uri.path, source, code };
}
