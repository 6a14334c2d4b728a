// Joins src/runtime/types into the one file of types that is shipped, with the examples that its comments name put in.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const types = join(import.meta.dirname, 'src', 'runtime', 'types');

/** Subjects in the order of the index: the names of the files without their ending. */
export const subjects = [...read(join(types, 'index.d.ts')).matchAll(/^export \* from '\.\/(\w+)\.d\.ts';$/gm)].map(
  ([, name]) => name,
);

/** The text of dist/lanescope.d.ts. */
export function declarations() {
  return `${subjects.map((name) => partOf(join(types, `${name}.d.ts`))).join('\n\n')}\n`;
}

/** A part without what only its own file needs: the line that says what it is, imports, words to the linter. */
function partOf(file) {
  const own = read(file).replace(/^(\/\*\* .* @module \*\/|import .*|\s*\/\/ biome-ignore .*)\n/gm, '');
  return withExamples(own.trim().replace(/\n{3,}/g, '\n\n'), dirname(file));
}

/** A line `{@includeCode FILE}`, as TypeDoc knows it: the file's text in a fence, here with the stars of the comment. */
function withExamples(text, folder) {
  return text.replace(/^( *\*) \{@includeCode (\S+)\}$/gm, (_, star, path) => {
    const code = read(join(folder, path)).trimEnd();
    if (code.includes('*/')) throw new Error(`${path} would end the comment that it is put into: it has */ in it`);
    return `\`\`\`ts\n${code}\n\`\`\``.replace(/^(?=.)/gm, `${star} `).replace(/^$/gm, star);
  });
}

function read(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}
