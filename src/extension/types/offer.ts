// After the first run in a folder whose editor does not know `lanescope`: says so, once per folder, until told never again.

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import type { Run } from '../runs.ts';
import { isUnknownLanescope } from './diagnostic.ts';
import { OfferMemory } from './offer-memory.ts';
import { placeOfScript } from './place.ts';
import { installedAbove } from './stub.ts';
import { hasConfig } from './tsconfig.ts';

/** TypeScript may still be looking at the file when a short run is over. */
const patienceMs = 10_000;

export async function offerTypes(parts: Parts, { script }: Run): Promise<void> {
  const memory = new OfferMemory(parts.context);
  const folder = placeOfScript(script).top;
  if (!memory.mayOffer(folder) || !(await lacksTypes(script))) return;
  await memory.offered(folder);
  await parts.reporter.explain(
    vscode.l10n.t(
      'The editor does not know lanescope in {0}. Runs do not need that; completion and checks do.',
      folder,
    ),
    {
      title: vscode.l10n.t('Set Up Types'),
      run: () => vscode.commands.executeCommand('lanescope.setUpTypes', script),
    },
    { title: vscode.l10n.t("Don't Ask Again"), run: () => memory.never() },
  );
}

/** TypeScript itself is asked: it knows of `paths` and more. In JavaScript it says nothing, unless told to check. */
async function lacksTypes(script: vscode.Uri): Promise<boolean> {
  if (await installedAbove(dirname(script.fsPath))) return false;
  if (/\.[cm]?js$/.test(script.fsPath)) return !(await hasConfig(dirname(script.fsPath)));
  return isReported(script);
}

function isReported(script: vscode.Uri): Promise<boolean> {
  const reported = () => vscode.languages.getDiagnostics(script).some(isUnknownLanescope);
  if (reported()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (answer: boolean) => {
      clearTimeout(timer);
      listening.dispose();
      resolve(answer);
    };
    const timer = setTimeout(() => done(false), patienceMs);
    const listening = vscode.languages.onDidChangeDiagnostics(() => reported() && done(true));
  });
}
