// The HTML of a swimlane page in a webview; no text of a trace is ever part of it.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page, with scripts and style from `dist` and a policy that allows nothing else. */
export function webviewPage(webview: vscode.Webview, dist: vscode.Uri): string {
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const nonce = randomBytes(16).toString('hex');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    'worker-src blob:',
    `connect-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${uri('view.css')}">
</head>
<body data-worker="${uri('view-worker.js')}">
<script nonce="${nonce}" src="${uri('view.js')}"></script>
</body>
</html>`;
}
