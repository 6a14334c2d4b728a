// What Lanescope says about the run, in whole sentences below the lanes.

import type { Finding, Place } from '../../trace/finding.ts';
import type { Trace } from '../../trace/trace.ts';
import { GridLine, type Tone } from './grid-line.ts';
import { safeText, wrap } from './safe-text.ts';
import { processName, sitePlace } from './words.ts';

const indent = 2;

export function findingLines(trace: Trace, finding: Finding, width: number): GridLine[] {
  const tone: Tone = finding.severity === 'error' ? 'bad' : 'note';
  const lines = [new GridLine(), ...paragraph(`✗ ${safeText(finding.title)}`, 0, width, tone)];
  for (const sentence of finding.message.split('\n')) {
    if (sentence && !finding.title.includes(sentence)) lines.push(...paragraph(safeText(sentence), indent, width));
  }
  // A place that the message tells already, in the same words, is not told twice.
  const places = finding.places.filter((place) => !finding.message.includes(place.text));
  for (const place of places) lines.push(...paragraph(placeWords(trace, place), indent, width, 'quiet'));
  if (finding.cure) lines.push(...paragraph(safeText(finding.cure), indent, width, 'strong'));
  return lines;
}

/** `at greet.ts:5 in Process-1: waits here for an item of q`. */
function placeWords(trace: Trace, place: Place): string {
  const at = sitePlace(trace, place.site);
  const where = [at && `at ${at}`, place.process && `in ${processName(trace, place.process)}`]
    .filter(Boolean)
    .join(' ');
  return where ? `${where}: ${safeText(place.text)}` : safeText(place.text);
}

/** A text over the whole width; its further lines are indented. */
export function paragraph(text: string, x: number, width: number, tone: Tone = 'plain'): GridLine[] {
  return wrap(text, width - x, width - x - indent).map((part, i) => {
    const line = new GridLine();
    line.put(i === 0 ? x : x + indent, part, tone);
    return line;
  });
}
