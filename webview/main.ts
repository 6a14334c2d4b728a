// The page: wires host, worker and app, and shows what fails.

import { App } from './app.ts';
import { element } from './dom.ts';
import { connect, readConfig, startWorker } from './host.ts';

async function begin(): Promise<void> {
  const config = readConfig();
  const host = connect(config);
  const app = new App(host, await startWorker(config));
  document.body.append(app.root);
  // What is drawn where, for tests that measure the picture.
  Object.assign(globalThis, { lanescopeLayout: () => app.stage.scene });
  app.begin();
}

begin().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  document.body.append(element('p', 'problem', `The swimlane cannot be shown: ${text}`));
});
