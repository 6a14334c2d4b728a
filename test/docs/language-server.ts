// TypeScript's own language server, asked as an editor asks it: what does it show over a name?

import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

interface Answer {
  id?: number;
  method?: string;
  result?: unknown;
  error?: { message: string };
}

export class LanguageServer implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #asked = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #bytes: Buffer = Buffer.alloc(0);
  #last = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#child = spawn(process.execPath, [tsc, '--lsp', '--stdio'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#child.on('exit', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('The language server has ended'));
    });
  }

  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const hover = { contentFormat: ['markdown'] };
    const capabilities = { textDocument: { hover } };
    await server.#ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** Opens a file of the folder with this text; `hover` asks about it. */
  open(name: string, text: string): void {
    const textDocument = { uri: this.#uri(name), languageId: 'typescript', version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
  }

  /** The Markdown that is shown at a place, counted from 0. */
  async hover(name: string, line: number, character: number): Promise<string> {
    const params = { textDocument: { uri: this.#uri(name) }, position: { line, character } };
    const shown = (await this.#ask('textDocument/hover', params)) as { contents: { value: string } } | null;
    return shown?.contents.value ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    await ended;
  }

  #uri(name: string): string {
    return pathToFileURL(join(this.#folder, name)).href;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#last;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const head = this.#bytes.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#bytes.toString('latin1', 0, Math.max(0, head)))?.[1]);
      if (head < 0 || this.#bytes.length < head + 4 + length) return;
      const text = this.#bytes.toString('utf8', head + 4, head + 4 + length);
      this.#bytes = this.#bytes.subarray(head + 4 + length);
      this.#answer(JSON.parse(text) as Answer);
    }
  }

  #answer({ id, method, result, error }: Answer): void {
    if (id === undefined) return;
    // a question of its own, such as which files to watch: none
    if (method !== undefined) this.#send({ id, result: null });
    else if (error) this.#asked.get(id)?.reject(new Error(error.message));
    else this.#asked.get(id)?.resolve(result);
  }
}
