// All formats of `lanescope check`, one line each.

import { json } from './json.ts';
import type { ReportFormat } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export const reportFormats: readonly ReportFormat[] = [
  text, //
  json,
  sarif,
];
