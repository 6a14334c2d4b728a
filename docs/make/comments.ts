// Comments as the pages want them: one list of all that a method throws, and nothing told twice of what is inherited.

import {
  type Comment,
  type CommentDisplayPart,
  CommentTag,
  type Context,
  type DeclarationReflection,
  type Reflection,
  ReflectionKind,
} from 'typedoc';

/** Changes the comments of everything that was read. */
export function tidyComments({ project }: Context): void {
  const classes = project.getReflectionsByKind(ReflectionKind.Class) as DeclarationReflection[];
  const errors = new Map(classes.filter(({ name }) => name.endsWith('Error')).map((one) => [one.name, one]));
  // an error is told by its class and its code: how it is made is nobody's business
  for (const error of errors.values()) {
    for (const member of [...(error.children ?? [])]) {
      if (member.inheritedFrom || member.overwrites) project.removeReflection(member);
    }
  }
  for (const reflection of project.getReflectionsByKind(ReflectionKind.All)) {
    const { comment } = reflection;
    if (!comment) continue;
    if ((reflection as DeclarationReflection).inheritedFrom) comment.removeTags('@example');
    listErrors(comment, errors);
  }
}

/** `@throws QueueFullError, ConnectionError the reason` of each tag becomes a point of one list, with links to the errors. */
function listErrors(comment: Comment, errors: ReadonlyMap<string, Reflection>): void {
  const tags = comment.getTags('@throws');
  if (tags.length === 0) return;
  const points = tags.map(({ content }) => [{ kind: 'text' as const, text: '- ' }, ...linked(content, errors)]);
  const list = points.flatMap((point, i) => (i === 0 ? point : [{ kind: 'text' as const, text: '\n' }, ...point]));
  comment.removeTags('@throws');
  const example = comment.blockTags.findIndex(({ tag }) => tag === '@example');
  comment.blockTags.splice(example < 0 ? comment.blockTags.length : example, 0, new CommentTag('@throws', list));
}

function linked(content: readonly CommentDisplayPart[], errors: ReadonlyMap<string, Reflection>): CommentDisplayPart[] {
  const [first, ...rest] = content;
  if (first?.kind !== 'text') return [...content];
  // the names stand in front of the first word that is none
  const [names = ''] = /^(\w*Error,? ?)*/.exec(first.text) ?? [];
  const parts = names.split(/(\w+)/).map((word): CommentDisplayPart => {
    const target = errors.get(word);
    return target ? { kind: 'inline-tag', tag: '@link', text: word, target } : { kind: 'text', text: word };
  });
  const text = first.text.slice(names.length);
  const reason = rest.length > 0 ? text : text.trimEnd();
  const last = parts.at(-1);
  if (last?.kind === 'text' && reason) last.text = last.text.replace(/ $/, ': ');
  return [...parts, { kind: 'text', text: reason }, ...rest];
}
