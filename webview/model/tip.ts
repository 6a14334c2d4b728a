// The tooltip: the same words as the details panel, the first few of them.

import type { Nanos } from '../../src/base/units.ts';
import { formatDuration, formatInstant } from '../layout/format.ts';
import type { Hit } from '../layout/selection.ts';
import type { Tip } from '../messages.ts';
import { useWords } from './describe.ts';
import { detailsOf, siteText } from './details.ts';
import type { Model } from './model.ts';

const mostLines = 6;

export function tipOf(model: Model, hit: Hit, x: number, y: number, now: Nanos): Tip | null {
  if (hit.what === 'queue') return queueTip(model, hit, x, y, now);
  if (hit.flag) return { x, y, title: hit.flag.title, lines: [hit.flag.text], row: hit.row };
  if (hit.row < 0) return null;
  const details = detailsOf(model, hit.row, now);
  const told = details.lines.filter((line) => !line.label.endsWith('blocked') || line.text !== 'no');
  const lines = told.slice(0, mostLines).map((line) => {
    const site = line.site ? `  ${siteText(line.site)}` : '';
    return `${line.label}: ${line.text}${site}`;
  });
  return { x, y, title: details.title, lines, row: hit.row };
}

function queueTip(model: Model, hit: Hit, x: number, y: number, now: Nanos): Tip | null {
  const lane = model.queues.get(hit.object);
  const info = model.trace.objects[hit.object];
  if (!lane || !info) return null;
  const rows = lane.rows.view();
  const index = hit.row < 0 ? -1 : rows.findLastIndex((row) => row <= hit.row);
  const depth = index < 0 ? 0 : lane.depths.at(index);
  const isQueue = !lane.is.isUsedByAnyCall;
  const bound = info.capacity > 0 ? `, full at ${info.capacity}` : ', no bound';
  const lines = [`${info.type}${isQueue ? bound : ''}`];
  if (index >= 0) {
    const until = index + 1 < lane.times.length ? lane.times.at(index + 1) : now;
    lines.push(
      `since ${formatInstant(lane.times.at(index), model.trace.endT)}, for ${formatDuration(until - lane.times.at(index))}`,
    );
  }
  if (isQueue) lines.push(`${lane.came.length} put, ${lane.went.length} got, at most ${lane.greatest} waiting`);
  const t = index < 0 ? 0 : lane.times.at(index);
  const words = isQueue ? `${depth} ${depth === 1 ? 'item' : 'items'} waiting` : lane.is.words(depth, lane.first);
  return { x, y, title: `${info.name}: ${words}${isQueue ? '' : useWords(model, lane, t)}`, lines, row: hit.row };
}
