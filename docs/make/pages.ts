// The pages of docs/reference: TypeDoc reads the declarations, its Markdown plugin writes, and each example gets its swimlane.

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, Converter, type TypeDocOptions } from 'typedoc';
import { type MarkdownApplication, MarkdownPageEvent, type PluginOptions } from 'typedoc-plugin-markdown';
import { subjects } from '../../declarations.mjs';
import { tidyComments } from './comments.ts';
import { type Example, readExamples, root, textOf } from './examples.ts';
import { withIndex } from './index-page.ts';
import { ReferenceRouter } from './router.ts';
import { ReferenceTheme } from './theme.ts';

const options: TypeDocOptions & Partial<PluginOptions> = {
  name: 'Reference',
  entryPoints: subjects.map((name) => join(root, 'src', 'runtime', 'types', `${name}.d.ts`)),
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  router: 'reference',
  theme: 'reference',
  readme: join(import.meta.dirname, 'intro.md'),
  mergeReadme: true,
  // an example is Markdown, not code: it says by which line which file comes in
  jsDocCompatibility: { exampleTag: false },
  sort: ['source-order'],
  sortEntryPoints: false,
  excludePrivate: true,
  disableSources: true,
  hidePageHeader: true,
  entryFileName: 'README',
  membersWithOwnFile: ['Class', 'Interface'],
  useCodeBlocks: true,
  expandParameters: true,
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  excludeExternals: true,
  excludeInternal: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true, invalidPath: true },
  requiredToBeDocumented: ['Module', 'Class', 'Interface', 'Function', 'Method', 'Property', 'TypeAlias'],
  treatWarningsAsErrors: true,
  logLevel: 'Warn',
};

/** Writes every page into this folder. @throws Error where a link leads nowhere, or a comment names what is not there */
export async function writePages(folder: string): Promise<void> {
  const app = (await Application.bootstrapWithPlugins(options)) as Application & MarkdownApplication;
  app.renderer.defineRouter('reference', ReferenceRouter);
  app.renderer.defineTheme('reference', ReferenceTheme);
  app.converter.on(Converter.EVENT_RESOLVE_END, tidyComments);
  const examples = [...readExamples().values()];
  app.renderer.on(MarkdownPageEvent.END, (page: MarkdownPageEvent) => {
    const up = page.url.includes('/') ? '../' : '';
    page.contents = withSwimlanes(page.contents ?? '', examples, `${up}lanes`);
    if (up === '')
      page.contents = withIndex(page.contents, page.project, (one) => app.renderer.router?.getFullUrl(one));
  });
  const project = await app.convert();
  if (!project) throw new Error('The declarations cannot be read');
  app.validate(project);
  const made = mkdtempSync(join(tmpdir(), 'lanescope-pages-'));
  try {
    await app.generateDocs(project, made);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc is not content');
    for (const old of readdirSync(folder)) if (old !== 'lanes') rmSync(join(folder, old), { recursive: true });
    cpSync(made, folder, { recursive: true });
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Puts picture and text behind the code of each example. */
function withSwimlanes(page: string, examples: readonly Example[], toLanes: string): string {
  let done = page;
  for (const { name, code, title } of examples) {
    const fence = `\`\`\`ts\n${code}\n\`\`\``;
    const alt = `Swimlane of ${name}.ts: ${title}`.replaceAll(/[[\]]/g, '');
    const picture = `![${alt}](${toLanes}/${name}.png)`;
    const text = `<details><summary>The swimlane as text</summary>\n\n\`\`\`text\n${textOf(name)}\n\`\`\`\n\n</details>`;
    done = done.replace(fence, () => `${fence}\n\n${picture}\n\n${text}`);
  }
  return done;
}
