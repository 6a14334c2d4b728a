// A user's module as it runs: its own code, the prelude, numbered calls, and a source map where debuggers need one.

import type { Analysis } from './analyze.ts';
import { type CallPlace, callTable, mostCalls } from './call-ids.ts';
import { applyEdits, type Edit, type Shifts, shiftsOf } from './edits.ts';
import { canonicalUrl } from './module-url.ts';
import { preludeEdit } from './prelude.ts';
import { originalPlace, type Prepared } from './source.ts';
import { inlineMap, sourceMap } from './source-map.ts';

/** A module's code as it runs, and what had to move in it. */
export interface Instrumented {
  code: string;
  shifts: Shifts;
  /** The places of the numbered calls. */
  calls: [id: number, place: CallPlace][];
}

/** @param isDebugged somebody reads source maps: without one, columns would be off behind a numbered call, though no line is */
export function instrument(
  prepared: Prepared,
  url: string,
  analysis: Analysis,
  isMain: boolean,
  isDebugged: boolean,
): Instrumented {
  const prelude = preludeEdit(url, analysis, isMain);
  const { edits: calls, places } = numberCalls(canonicalUrl(url), prepared, analysis);
  // stable, and the prelude first: what begins the first statement comes behind it
  const edits = [...(prelude === undefined ? [] : [prelude]), ...calls].sort((a, b) => a.offset - b.offset);
  const shifts = shiftsOf(prepared.code, edits);
  const code = applyEdits(prepared.code, edits);
  const { map, payload } = prepared;
  if (calls.length > 0 && (isDebugged || map !== undefined)) {
    const original = map && ((place: { line: number; column: number }) => originalPlace(map, place.line, place.column));
    const mapped = inlineMap(sourceMap(canonicalUrl(url), analysis.tokens, shifts, original));
    return { code: code + mapped, shifts, calls: places };
  }
  return { code: payload === undefined ? code : code + inlineMap(payload), shifts, calls: places };
}

function numberCalls(
  url: string,
  { map }: Prepared,
  { calls }: Analysis,
): { edits: Edit[]; places: [id: number, place: CallPlace][] } {
  if (calls.length === 0) return { edits: [], places: [] };
  const base = callTable.baseFor(url);
  const places: [number, CallPlace][] = [];
  const numbered = calls.slice(0, mostCalls - 1).flatMap(({ method, line, column, edits }, index) => {
    const id = base + index + 1;
    const place = map === undefined ? { line, column } : originalPlace(map, line, column);
    places.push([id, { url, method, ...place }]);
    return edits(id);
  });
  return { edits: numbered, places };
}
