// Findings with the events that show them: what the panel lists, and what the lanes mark.

import type { Nanos } from '../../src/base/units.ts';
import { byGravity } from '../../src/trace/finding.ts';
import type { ToldFinding } from '../messages.ts';
import { siteAt } from './details.ts';
import type { Finding } from './findings.ts';
import type { Model } from './model.ts';

/** Those of the trace and those of the analyses, the gravest and the causes first. */
export function toldFindings(model: Model): ToldFinding[] {
  const derived = model.derived.map((finding) => ({ finding, row: rowOf(model, finding.places[0]?.seq ?? 0) }));
  const standing = new Set(model.said.standing.map(({ row }) => row));
  const all = [...model.findings.filter(({ row }) => standing.has(row)), ...derived];
  all.sort((a, b) => byGravity(a.finding, b.finding));
  return all.map(({ finding, row }) => ({
    finding,
    row,
    places: inOrder(finding).map((place) => placeOf(model, place)),
  }));
}

/** Its places as they came about, which is how they are told and numbered; the first of a finding is where to mend it. */
export function inOrder({ places }: Finding): Finding['places'] {
  return places.some(({ seq }) => seq === 0) ? places : places.toSorted((a, b) => a.seq - b.seq);
}

function placeOf(model: Model, { site, seq, process, text }: Finding['places'][number]): ToldFinding['places'][number] {
  const row = rowOf(model, seq);
  const named = model.trace.siteOf(site);
  return { site: named ?? siteAt(model, row), row, process: model.trace.processName(process), text };
}

/** The event of a place; -1 where it names none. */
export function rowOf(model: Model, seq: number): number {
  return seq === 0 ? -1 : model.trace.rowOfSeq(seq);
}

/** From the first event that shows a finding to the end of the last; null where none does. */
export function evidenceSpan(model: Model, finding: Finding): { from: Nanos; to: Nanos } | null {
  const { trace, operations } = model;
  const rows = finding.places.map(({ seq }) => rowOf(model, seq)).filter((row) => row >= 0);
  if (rows.length === 0) return null;
  const ends = rows.map((row) => Math.max(row, operations.effect(trace.operation.at(row))));
  return {
    from: Math.min(...rows.map((row) => trace.t.at(row))),
    to: Math.max(...ends.map((row) => trace.t.at(row))),
  };
}
