// Speaks the part of the `code` command line that @vscode/test-electron uses, for machines where no desktop VS Code can be
// downloaded. bin/code starts it.

import { openWorkbench } from './workbench.ts';

const args = process.argv.slice(2);
const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const developmentPath = value('extensionDevelopmentPath');
const testsPath = value('extensionTestsPath');
const workspace = args.find((arg) => !arg.startsWith('-'));
const timeLimitMs = 300_000;
/** The workbench logs much about services that an open-source build does not have. */
const noise = /AgentHost|ChatModelSelection|AccountPolicyGate|open-vsx|ERR_NAME|Gallery|vsda|\[server\]/;

const workbench = await openWorkbench({
  ...(developmentPath ? { developmentPath } : {}),
  ...(testsPath ? { testsPath } : {}),
  ...(workspace ? { workspace } : {}),
  log: (line) => {
    if (!noise.test(line)) console.log(line);
  },
});
const timeLimit = new Promise<number>((done) => {
  setTimeout(() => {
    console.error(`The tests did not end within ${timeLimitMs / 1000} s.`);
    done(124);
  }, timeLimitMs).unref();
});
const code = await Promise.race([workbench.exited, timeLimit]);
await workbench.close();
process.exit(code);
