// Where a page lies: a folder for each subject, in it a page for each class and one, README.md, for all the rest.

import { type Reflection, ReflectionKind } from 'typedoc';
import { MemberRouter } from 'typedoc-plugin-markdown';

export class ReferenceRouter extends MemberRouter {
  /** As the path of a page without its ending. */
  override getIdealBaseName(reflection: Reflection): string {
    if (reflection.kindOf(ReflectionKind.Module)) return `${reflection.name}/README`;
    const subject = reflection.parent?.kindOf(ReflectionKind.Module) ? reflection.parent.name : '';
    return `${subject}/${reflection.name}`;
  }
}
