// All export formats, one line each, in the order in which they are offered.

import type { ExportFormat } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { text } from './text.ts';

export const exportFormats: readonly ExportFormat[] = [
  text, //
  html,
  json,
];

export function findFormat(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}
