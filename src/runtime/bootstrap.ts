// The first code in every user process: link, standard streams, loader and API are in place before the user's first line.

import { AsyncLocalStorage } from 'node:async_hooks';
import { flushCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Boot, bootVariable, compileCacheVariable } from '../protocol/boot.ts';
import { clockFrom } from '../protocol/clock.ts';
import type { StartInfo } from '../protocol/request.ts';
import { createRuntime } from './create-runtime.ts';
import { Ending } from './ending.ts';
import { enterWorld } from './enter-world.ts';
import type { Host } from './link.ts';
import { captureSite } from './loader/call-site.ts';
import { installLoader } from './loader/loader.ts';
import { PreparedStore } from './loader/prepared-store.ts';
import { Registry } from './loader/registry.ts';
import { MemoryFiles } from './memory-files.ts';
import { runtimeUrlFor } from './own-runtime.ts';
import { answerIsatty, replaceStream } from './print-stream.ts';
import { apiKey } from './public.ts';
import { rehearse } from './rehearsal.ts';
import { SocketLink } from './socket-link.ts';

const boot = takeBoot();
const isMain = boot.role === 'main';
const now = clockFrom(BigInt(boot.origin));
const here = dirname(fileURLToPath(import.meta.url));
const mainUrl = pathToFileURL(boot.script).href;

const link = new SocketLink(now);
const registry = new Registry();
const print = (stream: 1 | 2, payload: Uint8Array, done: () => void) => {
  link.send({ op: 'print', stream, time: now(), payload });
  link.whenRoom(done);
};
answerIsatty({ 1: boot.stdout, 2: boot.stderr });
const resizes = [replaceStream(1, boot.stdout, print), replaceStream(2, boot.stderr, print)];
process.argv = [process.execPath, boot.script, ...boot.args];

const publicUrl = pathToFileURL(join(here, 'lanescope.mjs')).href;
const ending = new Ending(link, now, [import.meta.url, publicUrl]);
/** A module for people: relative where it lies inside the folder that this process began in. */
function nameOf(url: string, cwd: string): string {
  if (!url.startsWith('file:')) return url;
  const file = fileURLToPath(url);
  const inside = relative(cwd, file);
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside;
}
/** What runs here, for people. */
function targetText(target: StartInfo['target'], cwd: string): string {
  if (target?.kind === 'worker') return 'its task';
  return target ? `${target.name}() of ${nameOf(target.url, cwd)}` : nameOf(mainUrl, cwd);
}
const host: Host = {
  now,
  importModule: (url) => import(url),
  registry,
  captureSite,
  world: () => ({ cwd: process.cwd(), env: { ...process.env } }),
  scope: new AsyncLocalStorage(),
  exit: (code) => process.exit(code),
  onUncaught: (error) => void Promise.reject(error),
  memory: new MemoryFiles(boot.memoryFolder),
  cpuCount: availableParallelism(),
  pid: process.pid,
  previewBytes: boot.previewBytes,
};
const { api, begin, lastPlace } = createRuntime(link, host);
(globalThis as { [apiKey]?: unknown })[apiKey] = api;

installLoader({
  mainUrl: isMain ? mainUrl : null,
  registryFor: () => registry,
  runtimeUrl: runtimeUrlFor(publicUrl),
  transformUrl: pathToFileURL(join(here, 'amaro.cjs')).href,
  prepared: boot.prepared === null ? undefined : new PreparedStore(boot.prepared),
  callSites: process.env.LANESCOPE_CALL_SITES === 'stack' ? 'stack' : 'ids',
});

function takeBoot(): Boot {
  const text = process.env[bootVariable];
  if (text === undefined) throw new Error('this file is started by `lanescope run`, not by hand');
  delete process.env[bootVariable];
  const boot = JSON.parse(text) as Boot;
  if (boot.hidesCompileCache) delete process.env[compileCacheVariable];
  return boot;
}

/** A process that somebody has begun to use has better things to do than to prepare. */
const waiting = { isOver: false, stopTurn: () => {} };
/** What has come in while this process loaded is handled before this is over; nothing of it is left for the program to see. */
async function hearBroker(): Promise<void> {
  // a turn may begin behind the point at which sockets are asked: the second one has asked them
  for (let turn = 0; turn < 2 && !waiting.isOver; turn++) {
    await new Promise<void>((resolve) => {
      const immediate = setImmediate(resolve);
      waiting.stopTurn = () => {
        clearImmediate(immediate);
        resolve();
      };
    });
  }
}
const handle = link.onReply;
link.onReply = (reply) => {
  if (reply.op === 'resize') for (const resize of resizes) resize(reply.columns, reply.rows);
  else if (reply.op === 'enter') {
    waiting.isOver = true;
    waiting.stopTurn();
    enterWorld(reply.cwd, reply.env);
    for (const resize of resizes) resize(reply.columns, reply.rows);
  } else if (reply.op === 'begin') {
    const { name, target } = reply.info.start;
    const cwd = process.cwd();
    if (!isMain) process.title = name;
    ending.expect({
      name: isMain ? '' : name,
      target: targetText(target, cwd),
      lastPlace: () => {
        const place = lastPlace();
        return place ? `its last call of Lanescope was at ${nameOf(place.url, cwd)}:${place.line}:${place.column}` : '';
      },
    });
    const begun = begin(reply.info, reply.payload, reply.handles);
    link.setBusy(false);
    ending.watch(isMain ? begun.then(() => import(mainUrl)) : begun);
  } else handle(reply);
};
link.awaitBegin();
if (boot.role === 'waiting') {
  // what every child loads anyway
  await import(publicUrl);
  await hearBroker();
  if (!waiting.isOver) await rehearse(host);
  // those that come after this one find it compiled
  if (!waiting.isOver) flushCompileCache();
}
