// Set Up Types in This Folder: makes `import … from 'lanescope'` known to the editor, and to plain Node.

import * as vscode from 'vscode';
import type { Command } from '../parts.ts';
import { placeFor } from '../types/place.ts';
import { findProject } from '../types/project.ts';
import { setUpFolder } from '../types/set-up-folder.ts';
import { setUpProject } from '../types/set-up-project.ts';

export const setUpTypes: Command = {
  id: 'lanescope.setUpTypes',
  /** @param target - A script or a folder; the active editor's where it is missing. */
  async run(parts, target) {
    if (target instanceof vscode.Uri && target.scheme !== 'file') {
      const name = target.toString();
      await parts.reporter.explain(vscode.l10n.t('Types are set up for files on disk; {0} is not one.', name));
      return;
    }
    const place = await placeFor(target);
    if (!place) return;
    const project = await findProject(place.folder, place.top);
    if (project) await setUpProject(parts, project);
    else await setUpFolder(parts, place.top);
  },
};
