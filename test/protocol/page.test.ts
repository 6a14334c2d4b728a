import { describe, expect, test } from 'vitest';
import { pageHtml } from '../../src/protocol/page.ts';
import type { Finding } from '../../src/trace/finding.ts';

const parts = {
  nonce: 'abcdefgh12345678',
  title: 'greet.ts',
  script: { text: 'run()' },
  worker: { text: 'work()' },
  style: { text: 'a{}' },
};

function policyOf(html: string): string {
  return /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
}

describe('the page', () => {
  test('lets nothing in but its own parts', () => {
    const policy = policyOf(pageHtml(parts));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-abcdefgh12345678'");
    expect(policy).toContain('worker-src blob:');
    expect(policy).not.toMatch(/unsafe|connect-src|\*|https?:/);
  });

  test('of a webview may fetch its worker, and only from there', () => {
    const html = pageHtml({
      ...parts,
      cspSource: 'https://files.example',
      script: { uri: 'https://files.example/view.js' },
      worker: { uri: 'https://files.example/worker.js' },
      style: { uri: 'https://files.example/view.css' },
    });
    expect(policyOf(html)).toContain('connect-src https://files.example');
    expect(html).toContain('<script nonce="abcdefgh12345678" src="https://files.example/view.js"></script>');
    expect(html).toContain('"worker":"https://files.example/worker.js"');
  });

  test('carries title, problem and scripts in which nothing can close an element', () => {
    const finding: Finding = { id: 'x', severity: 'hint', title: '', message: '', cure: '', places: [], cycle: [] };
    const evil = '</script><!--<img src=x onerror=hurt()>"\'&';
    const html = pageHtml({
      ...parts,
      title: evil,
      script: { text: `x = ${JSON.stringify(evil)}` },
      worker: { text: `y = '${'</SCRIPT>'}'` },
      style: { text: '/* </style> */' },
      embedded: { blocks: ['QUJD'], findings: [{ ...finding, title: evil }], problem: evil },
    });
    // doctype and meta aside: config, worker, findings, block and script are the only script elements, each closed once.
    expect(html.match(/<\/script>/gi)).toHaveLength(5);
    expect(html.match(/<\/style>/gi)).toHaveLength(1);
    expect(html).not.toContain('<!--');
    expect(html.match(/<img/g)).toHaveLength(1);
    const script = /<script nonce="[^"]*">(.*)<\/script>/.exec(html)?.[1] ?? '';
    expect(script).toBe('x = "\\x3c/script>\\x3c!--<img src=x onerror=hurt()>\\"\'&"');
  });

  test('refuses a nonce that would break the policy', () => {
    expect(() => pageHtml({ ...parts, nonce: "x' *; script-src *" })).toThrow(TypeError);
  });
});
