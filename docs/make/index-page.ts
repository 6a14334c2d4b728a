// The first page: every name by its subject, and every example by what it shows.

import {
  type Comment,
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
} from 'typedoc';
import { readExamples } from './examples.ts';

const classKinds = ReflectionKind.Class | ReflectionKind.Interface;

type UrlOf = (one: Reflection) => string | undefined;

/** Puts both lists in the place of one that has only the subjects. */
export function withIndex(page: string, project: ProjectReflection, urlOf: UrlOf): string {
  const intro = page.slice(0, page.indexOf('\n## Modules'));
  const legend = '![Legend: what the hatches and signs of the swimlanes mean](lanes/legend.png)';
  return `${intro}\n${legend}\n\n## Names\n\n${namesOf(project, urlOf)}\n\n## Examples\n\n${examplesOf(project, urlOf)}\n`;
}

function namesOf(project: ProjectReflection, urlOf: UrlOf): string {
  const rows = (project.children ?? []).map((subject) => {
    const names = (subject.children ?? []).map((one) => link(one.name, one, urlOf));
    return `| [${subject.name}](${urlOf(subject)}) | ${names.join(', ')} |`;
  });
  return ['| Subject | Classes and functions |', '|---|---|', ...rows].join('\n');
}

/** In the order of the pages. What can block is among them, each with its wait. */
function examplesOf(project: ProjectReflection, urlOf: UrlOf): string {
  const titles = new Map([...readExamples().values()].map(({ code, title }) => [code, title]));
  const rows = (project.children ?? []).flatMap(({ children = [] }) =>
    children
      .flatMap((one) => [one, ...(one.children ?? [])])
      .flatMap((one) => {
        const title = commentsOf(one).flatMap((comment) => titles.get(codeOf(comment) ?? '') ?? []);
        const name = one.parent?.kindOf(classKinds) ? `${one.parent.name}.${one.name}` : one.name;
        return title.map((text) => `| ${link(name, one, urlOf)} | ${text} |`);
      }),
  );
  return ['| Shown for | What is to be seen |', '|---|---|', ...rows].join('\n');
}

function commentsOf({ comment, signatures = [] }: DeclarationReflection): Comment[] {
  return [comment, ...signatures.map((one) => one.comment)].filter((one) => one !== undefined);
}

function codeOf(comment: Comment): string | undefined {
  const text = comment
    .getTag('@example')
    ?.content.map((part) => part.text)
    .join('');
  return text && /^```ts\n([\s\S]*?)\n```$/m.exec(text)?.[1];
}

function link(text: string, one: Reflection, urlOf: UrlOf): string {
  return `[\`${text}\`](${urlOf(one)})`;
}
