// Copy Options for tsconfig.json: the user's own file is never edited, its owner pastes.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';
import { moduleOptions } from '../types/tsconfig.ts';

export const copyTsconfigOptions: Command = {
  id: 'lanescope.copyTsconfigOptions',
  async run(parts) {
    await vscode.env.clipboard.writeText(moduleOptions);
    await parts.reporter.explain(
      vscode.l10n.t(
        'Copied: paste it into the compilerOptions of tsconfig.json, in the place of options of the same name.',
      ),
    );
  },
};
