// The statement put before a module's first one: it registers the module's functions and classes as thunks.

import { type Analysis, selfName } from './analyze.ts';
import type { Edit } from './edits.ts';

/** The prelude as an edit; undefined for a module that has nothing to register and does not ask who is main. */
export function preludeEdit(url: string, analysis: Analysis, isMain: boolean): Edit | undefined {
  const entersAsMain = isMain && analysis.format === 'commonjs';
  if (analysis.bindings.size === 0 && analysis.names.size === 0 && !analysis.usesImportMeta && !entersAsMain) {
    return undefined;
  }
  return { offset: analysis.insertion, text: preludeText(url, analysis) };
}

function preludeText(url: string, analysis: Analysis): string {
  const thunks = [...analysis.bindings].map(([name, expression]) => `${JSON.stringify(name)}:()=>${expression}`);
  const world = analysis.shadows ? "Function('return globalThis')()" : 'globalThis';
  const symbol = analysis.shadows ? `${world}.Symbol` : 'Symbol';
  const self = analysis.format === 'module' ? 'import.meta.url,import.meta' : '__filename,module,require';
  const namespace = analysis.needsSelf ? `;import * as ${selfName} from ${JSON.stringify(url)}` : '';
  return `${namespace};${world}[${symbol}.for('lanescope.loader')]({${thunks.join(',')}},${self});`;
}
