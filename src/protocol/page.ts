// The page as HTML: one function for the panel, the custom editor and the exported file. Trace text is never part of the markup.

import type { Finding } from '../trace/finding.ts';

/** A script or style: its address, or its text to be put into the page. */
export type PagePart = { uri: string } | { text: string };

export interface PageOptions {
  /** Fresh for every page; what has it may run. */
  nonce: string;
  /** Shown by the browser's tab. */
  title: string;
  /** In a webview: `webview.cspSource`, where its resources come from. */
  cspSource?: string;
  script: PagePart;
  worker: PagePart;
  style: PagePart;
  /** An exported page carries its trace: blocks in base64, what the analyses found, and what could not be read of it. */
  embedded?: { blocks: readonly string[]; findings: readonly Finding[]; problem: string | null };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** JavaScript that may stand inside a script element: nothing in it closes the element or opens a comment. */
function scriptText(text: string): string {
  return text.replace(/<(?=\/script|!--)/gi, '\\x3c');
}

/** JSON that may stand inside a script element. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

function policy({ nonce, cspSource = '' }: PageOptions): string {
  const source = cspSource === '' ? '' : ` ${cspSource}`;
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'${source}`,
    `worker-src blob:`,
    `img-src data:`,
    ...(source === '' ? [] : [`connect-src${source}`, `font-src${source}`]),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

function styleTag({ nonce, style }: PageOptions): string {
  if ('uri' in style) return `<link rel="stylesheet" nonce="${nonce}" href="${escapeHtml(style.uri)}">`;
  return `<style nonce="${nonce}">${style.text.replace(/<(?=\/style)/gi, '\\3c ')}</style>`;
}

function scriptTag({ nonce, script }: PageOptions): string {
  if ('uri' in script) return `<script nonce="${nonce}" src="${escapeHtml(script.uri)}"></script>`;
  return `<script nonce="${nonce}">${scriptText(script.text)}</script>`;
}

/** Elements that carry data: a type that no browser runs. */
function data(id: string, type: string, text: string): string {
  return `<script id="${id}" type="${type}">${text}</script>`;
}

/**
 * The whole page, under a content security policy that lets nothing in but its own parts.
 *
 * @throws TypeError where the nonce is not one: it stands in the policy.
 */
export function pageHtml(options: PageOptions): string {
  const { nonce, title, worker, embedded } = options;
  if (!/^[A-Za-z0-9+/_=-]{8,}$/.test(nonce))
    throw new TypeError('pageHtml: the nonce must be 8 or more base64 characters');
  const config = {
    worker: 'uri' in worker ? worker.uri : null,
    embedded: embedded ? { title, problem: embedded.problem, blocks: embedded.blocks.length } : null,
  };
  const parts = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy(options))}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    styleTag(options),
    '</head>',
    '<body>',
    data('lanescope-config', 'application/json', jsonText(config)),
    'text' in worker ? data('lanescope-worker', 'text/plain', scriptText(worker.text)) : '',
    embedded ? data('lanescope-findings', 'application/json', jsonText(embedded.findings)) : '',
    ...(embedded?.blocks ?? []).map((block, i) => data(`lanescope-block-${i}`, 'text/plain', block)),
    scriptTag(options),
    '</body>',
    '</html>',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
