// The two language servers of TypeScript, asked as an editor asks them: tsserver of TypeScript 6, and the LSP of TypeScript 7.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface TypeServer {
  /** What the editor would show in `file`: codes of TypeScript, ascending. */
  codesOf(file: string): Promise<number[]>;
  close(): Promise<void>;
}

/** The LSP of TypeScript 7. */
export interface LanguageServer extends TypeServer {
  /** The Markdown that the editor would show over a place in `file`, counted from 0. */
  hover(file: string, line: number, character: number): Promise<string>;
}

type Message = Record<string, unknown>;

/** The compiler of this project, TypeScript 7. */
export const tsc7 = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** A process that writes messages behind `Content-Length` headers, as both servers do. */
class Framed {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #ended: Promise<void>;
  #read = Buffer.alloc(0);
  #last = 0;

  /** @param answers - Which request a message answers, if any. */
  constructor(command: string, args: string[], answers: (message: Message) => number | undefined) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#ended = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#read = Buffer.concat([this.#read, chunk]);
      for (const message of this.#messages()) {
        const number = answers(message);
        if (number !== undefined) this.#waiting.get(number)?.(message);
      }
    });
  }

  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Sends what `make` makes of a new number, and waits for the answer. */
  async ask(make: (number: number) => string): Promise<Message> {
    const number = ++this.#last;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(number, resolve));
    this.write(make(number));
    const ended = this.#ended.then(() => Promise.reject(new Error('the server has ended')));
    return Promise.race([answer, ended]);
  }

  close(): Promise<void> {
    this.#child.kill();
    return this.#ended;
  }

  *#messages(): Generator<Message> {
    for (;;) {
      const head = this.#read.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#read.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.#read.length < end) return;
      const text = this.#read.toString('utf8', head + 4, end);
      this.#read = this.#read.subarray(end);
      yield JSON.parse(text) as Message;
    }
  }
}

/** What VS Code 1.139 sends for files that belong to no tsconfig.json. */
const inferred = {
  module: 'Preserve',
  moduleResolution: 'Bundler',
  target: 'ES2022',
  jsx: 'react-jsx',
  allowImportingTsExtensions: true,
  strict: true,
  strictNullChecks: true,
  strictFunctionTypes: true,
  sourceMap: true,
  allowJs: true,
  allowSyntheticDefaultImports: true,
  allowNonTsExtensions: true,
  resolveJsonModule: true,
};

/** @param typescript - Folder of a TypeScript that has a tsserver. */
export function startTsserver(typescript: string): TypeServer {
  const args = [join(typescript, 'lib', 'tsserver.js'), '--disableAutomaticTypingAcquisition'];
  args.push('--useInferredProjectPerProjectRoot', '--suppressDiagnosticEvents');
  const server = new Framed(process.execPath, args, ({ type, request_seq: number }) =>
    type === 'response' ? (number as number) : undefined,
  );
  const ask = (command: string, options: Message) =>
    server.ask((seq) => `${JSON.stringify({ seq, type: 'request', command, arguments: options })}\n`);
  return {
    async codesOf(file) {
      await ask('compilerOptionsForInferredProjects', { options: inferred });
      server.write(line('open', { file, projectRootPath: dirname(file) }));
      const answers = [await ask('syntacticDiagnosticsSync', { file }), await ask('semanticDiagnosticsSync', { file })];
      server.write(line('close', { file }));
      return codes(answers.flatMap(({ body }) => body as { code: number }[]));
    },
    close: () => server.close(),
  };
}

function line(command: string, options: Message): string {
  return `${JSON.stringify({ seq: 0, type: 'request', command, arguments: options })}\n`;
}

export async function startLanguageServer(): Promise<LanguageServer> {
  const server = new Framed(process.execPath, [tsc7, '--lsp', '--stdio'], (message) => {
    if (typeof message.id !== 'number') {
      // it asks whether it may watch; unanswered it would wait for ever
      if (message.id !== undefined) server.write(framed({ id: message.id, result: null }));
      return undefined;
    }
    return message.method === undefined ? message.id : void server.write(framed({ id: message.id, result: null }));
  });
  const ask = (method: string, params: Message) => server.ask((id) => framed({ id, method, params }));
  await ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] } } },
  });
  server.write(framed({ method: 'initialized', params: {} }));
  const askAbout = async (file: string, method: string, params: Message): Promise<unknown> => {
    const uri = pathToFileURL(file).href;
    const languageId = file.endsWith('.js') ? 'javascript' : 'typescript';
    const textDocument = { uri, languageId, version: 1, text: readFileSync(file, 'utf8') };
    server.write(framed({ method: 'textDocument/didOpen', params: { textDocument } }));
    const { result } = await ask(method, { textDocument: { uri }, ...params });
    server.write(framed({ method: 'textDocument/didClose', params: { textDocument: { uri } } }));
    return result;
  };
  return {
    async codesOf(file) {
      const result = await askAbout(file, 'textDocument/diagnostic', {});
      return codes((result as { items: { code: number; severity: number }[] }).items);
    },
    async hover(file, line, character) {
      const result = await askAbout(file, 'textDocument/hover', { position: { line, character } });
      return (result as { contents: { value: string } } | null)?.contents.value ?? '';
    },
    close: () => server.close(),
  };
}

function framed(message: Message): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

function codes(diagnostics: readonly { code: number }[]): number[] {
  return diagnostics.map(({ code }) => code).sort((a, b) => a - b);
}
