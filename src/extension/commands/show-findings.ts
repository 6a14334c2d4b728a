// Show Findings…: what was found in the last run, as a list to choose from; the chosen one's evidence is marked in the swimlane.

import * as vscode from 'vscode';
import type { Finding } from '../../trace/finding.ts';
import type { Command } from '../parts.ts';

const icons = { error: '$(error)', warning: '$(warning)', hint: '$(info)' } as const;

export const showFindings: Command = {
  id: 'lanescope.showFindings',
  /** @param args - Of a quick fix: the finding's id and the `seq` of its first place. */
  async run({ runs, swimlanes, reporter }, ...args) {
    const trace = swimlanes.active?.trace ?? runs.current?.trace;
    if (!trace) return reporter.explain(vscode.l10n.t('There is no trace to show: run a file, or open a trace.'));
    const { all } = trace.findings;
    if (all.length === 0)
      return reporter.explain(vscode.l10n.t('Nothing is wrong with {0}, as far as it is known.', trace.title));
    const [id, seq] = args;
    const given = all.find((one) => one.id === id && (one.places[0]?.seq ?? 0) === seq);
    const finding = given ?? (await choose(all));
    if (finding) await swimlanes.showEvidence(trace, finding);
  },
};

async function choose(all: readonly Finding[]): Promise<Finding | undefined> {
  const items = all.map((finding) => ({
    label: `${icons[finding.severity]} ${finding.title}`,
    detail: finding.cure,
    finding,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose a finding to see its evidence in the swimlane'),
    matchOnDetail: true,
  });
  return chosen?.finding;
}
