// What the shipped declarations declare: every function, class and method, with the example that its comment shows.

import ts from 'typescript';

export interface Declared {
  /** `Queue.get`, `sleep`, `Queue`. */
  name: string;
  /** Its caller gets a promise, or an iterator whose steps are promises. */
  isAsync: boolean;
  takesWaitOptions: boolean;
  /** Code of its `@example`. */
  example: string | null;
}

const asyncTypes = /^(Promise|AsyncIterator|PoolIterator)</;

/** Of the text of dist/lanescope.d.ts. Overloads come one by one. */
export function readDeclared(text: string): Declared[] {
  const file = ts.createSourceFile('lanescope.d.ts', text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement): Declared[] => {
    if (ts.isFunctionDeclaration(statement)) return [declared(statement, statement.name?.text ?? '', file)];
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
    const owner = statement.name?.text ?? '';
    const methods = [...statement.members].filter((one) => ts.isMethodDeclaration(one) || ts.isMethodSignature(one));
    const own = { name: owner, isAsync: false, takesWaitOptions: false, example: exampleOf(statement) };
    return [own, ...methods.map((method) => declared(method, `${owner}.${method.name.getText(file)}`, file))];
  });
}

function declared(node: ts.SignatureDeclaration, name: string, file: ts.SourceFile): Declared {
  return {
    name,
    isAsync: asyncTypes.test(node.type?.getText(file) ?? ''),
    takesWaitOptions: node.parameters.some(({ type }) => /\bWaitOptions\b/.test(type?.getText(file) ?? '')),
    example: exampleOf(node),
  };
}

function exampleOf(node: ts.Node): string | null {
  const [tag] = ts.getAllJSDocTags(node, (one): one is ts.JSDocTag => one.tagName.text === 'example');
  const text = tag && ts.getTextOfJSDocComment(tag.comment);
  return text?.replace(/^```ts\n|\n```$/g, '') ?? null;
}
