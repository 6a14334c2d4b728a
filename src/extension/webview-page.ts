// The HTML of a swimlane page in a webview: the one page of all, with its parts at the addresses that the webview gives them.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from '../protocol/page.ts';

/** The page, with scripts and style from the folder `dist`. */
export function webviewPage(webview: vscode.Webview, dist: vscode.Uri): string {
  const part = (name: string) => ({ uri: webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString() });
  return pageHtml({
    nonce: randomBytes(16).toString('hex'),
    title: 'Lanescope',
    cspSource: webview.cspSource,
    script: part('view.js'),
    worker: part('view-worker.js'),
    style: part('view.css'),
  });
}
