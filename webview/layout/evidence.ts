// Flags on the lanes where a finding has its evidence: one for each error and warning, numbered ones for the finding that is shown.

import { inOrder, rowOf } from '../model/evidence.ts';
import type { Finding } from '../model/findings.ts';
import type { Context } from './context.ts';
import type { Evidence } from './scene.ts';

/** More flags than this in view would be a carpet; those of the finding that is shown are always drawn. */
const mostFlags = 60;

export function evidenceFlags(context: Context): Evidence[] {
  const { model } = context;
  const shown = model.evidence;
  const flags = shown ? inOrder(shown).map((place, index) => flagOf(context, shown, place, index + 1)) : [];
  const others = [...model.findings.map(({ finding }) => finding), ...model.derived]
    .filter((finding) => finding !== shown && finding.severity !== 'hint')
    .map((finding) => flagOf(context, finding, finding.places[0], 0))
    .filter((flag) => flag !== null);
  return [...(others.length > mostFlags ? [] : others), ...flags.filter((flag) => flag !== null)];
}

function flagOf(
  context: Context,
  finding: Finding,
  place: Finding['places'][number] | undefined,
  number: number,
): Evidence | null {
  const row = place ? rowOf(context.model, place.seq) : -1;
  if (!place || row < 0) return null;
  const placed = context.ofProcess.get(place.process || context.model.processOf(row));
  const x = context.scale.toX(context.model.trace.t.at(row));
  if (!placed?.visible || x < -flagRadius || x > context.scale.width + flagRadius) return null;
  const y = placed.box.barY - 3;
  return { x, y, number, severity: finding.severity, title: finding.title, text: place.text, row };
}

/** Px. */
export const flagRadius = 7.5;
