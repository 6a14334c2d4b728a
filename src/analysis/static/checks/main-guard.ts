// Something is started whenever the module is imported: children import it too, and must not.

import { startsOnImport } from '../model/guard.ts';
import type { Check } from './check.ts';

export const mainGuard: Check = {
  id: 'main-guard',
  find: (module) => {
    // a child imports the module of its target; where all targets come from elsewhere, this one is never imported
    if (!module.work.isImportedByChildren) return [];
    const [first, ...others] = startsOnImport(module);
    if (first === undefined) return [];
    const test = module.isScript ? 'require.main === module' : 'import.meta.main';
    const starter = first.by === undefined ? 'This' : `\`${first.by}\``;
    return [
      {
        severity: 'error',
        title: `${starter} starts ${first.what} whenever this module is imported, in its children too.`,
        message:
          'A child imports the module to find what it is to run. It would start children of its own, and is refused that with a MainGuardError.',
        cure: `Put what only the script itself is to do into \`if (${test}) { … }\`.`,
        at: first.at,
        related: others.map(({ at, what }) => ({ at, text: `starts ${what} too` })),
      },
    ];
  },
};
