// The page's other side: VS Code where it runs in a webview, else the page itself, which then holds the trace inside.

import type { FromView, ToView, ViewState } from '../src/protocol/view.ts';
import type { Finding } from '../src/trace/finding.ts';

/** What VS Code gives a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export interface Host {
  send(message: FromView): void;
  listen(take: (message: ToView) => void): void;
  /** What was kept over a reload. */
  state(): ViewState | null;
  keep(state: ViewState): void;
  /** Whether a source line can be opened from here. */
  readonly opensSites: boolean;
}

/** What `pageHtml` leaves in the page for us. */
export interface PageConfig {
  /** Where the worker's script is to be fetched; null: it is in the page. */
  worker: string | null;
  /** An exported page: title, and what could not be read. */
  embedded: { title: string; problem: string | null; blocks: number } | null;
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

export function readConfig(): PageConfig {
  return JSON.parse(textOf('lanescope-config')) as PageConfig;
}

export function connect(config: PageConfig): Host {
  const acquire = (globalThis as { acquireVsCodeApi?: () => VsCodeApi }).acquireVsCodeApi;
  return acquire ? vsCodeHost(acquire()) : embeddedHost(config);
}

function vsCodeHost(api: VsCodeApi): Host {
  return {
    opensSites: true,
    send: (message) => api.postMessage(message),
    listen: (take) => globalThis.addEventListener('message', (event) => take(event.data as ToView)),
    state: () => (api.getState() as ViewState | undefined) ?? null,
    keep: (state) => {
      api.setState(state);
      api.postMessage({ type: 'state', state } satisfies FromView);
    },
  };
}

/** Plays the trace that the page carries; there is nobody to open a file. */
function embeddedHost({ embedded }: PageConfig): Host {
  let take: (message: ToView) => void = () => undefined;
  const play = () => {
    take({ type: 'open', title: embedded?.title ?? 'Lanescope', live: false, state: null });
    for (let number = 0; number < (embedded?.blocks ?? 0); number++) {
      take({ type: 'block', number, bytes: decodeBase64(textOf(`lanescope-block-${number}`)) });
    }
    // checked where they are taken in: an exported page may have been changed by anybody
    take({ type: 'findings', findings: JSON.parse(textOf('lanescope-findings')) as Finding[] });
    take({ type: 'end', problem: embedded?.problem ?? null });
  };
  return {
    opensSites: false,
    send: (message) => {
      if (message.type === 'ready') play();
    },
    listen: (taker) => {
      take = taker;
    },
    state: () => null,
    keep: () => undefined,
  };
}

function decodeBase64(text: string): ArrayBuffer {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}

/** A worker from a blob: a webview may not start one from a resource's address. */
export async function startWorker(config: PageConfig): Promise<Worker> {
  const text = config.worker === null ? textOf('lanescope-worker') : await (await fetch(config.worker)).text();
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(address);
}
