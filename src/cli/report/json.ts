// The report for scripts: one object, described in docs/check.md.

import { packageVersion } from '../../protocol/version.ts';
import type { ReportFormat } from './report.ts';

/** Raised whenever a field changes its meaning or goes; new fields may come without. */
const version = 1;

export const json: ReportFormat = {
  id: 'json',
  write({ trace, script, exitStatus, findings, silenced, problem }) {
    const tool = { name: 'lanescope', version: packageVersion };
    return `${JSON.stringify({ version, tool, trace, script, exitStatus, findings, silenced, problem }, null, 2)}\n`;
  },
};
