// What the events of a block name: strings, sites, objects, processes and the run itself, each sent once and again when it changed.

import type { RunMeta } from '../trace/event.ts';
import type { ObjectInfo, ProcessInfo, SiteInfo, Trace } from '../trace/trace.ts';
import type { BlockReader, BlockWriter } from './block-bytes.ts';

/** What the other side already has. A definition is replaced as a whole when it changes, so identity tells. */
export interface BlockCursor {
  strings: number;
  sites: (SiteInfo | undefined)[];
  objects: (ObjectInfo | undefined)[];
  processes: (ProcessInfo | undefined)[];
  meta: RunMeta | null;
}

export function blockCursor(): BlockCursor {
  return { strings: 1, sites: [], objects: [], processes: [], meta: null };
}

/** No trace names more things than this; a greater number is damage, and would make a sparse array. */
const greatest = 2 ** 26;

function writeChanged<T>(
  out: BlockWriter,
  now: (T | undefined)[],
  sent: (T | undefined)[],
  write: (value: T) => void,
): void {
  const changed: [number, T][] = [];
  for (let i = 1; i < now.length; i++) {
    const value = now[i];
    if (value !== undefined && value !== sent[i]) changed.push([i, value]);
  }
  out.varint(changed.length);
  for (const [number, value] of changed) {
    out.varint(number);
    write(value);
    sent[number] = value;
  }
}

export function writeDefinitions(out: BlockWriter, trace: Trace, cursor: BlockCursor): void {
  const strings = trace.strings;
  out.varint(cursor.strings);
  out.varint(Math.max(0, strings.length - cursor.strings));
  for (; cursor.strings < strings.length; cursor.strings++) out.text(strings[cursor.strings] ?? '');
  writeChanged(out, trace.sites, cursor.sites, (site) => {
    out.text(site.file);
    out.varint(site.line);
    out.varint(site.column);
  });
  writeChanged(out, trace.objects, cursor.objects, (object) => {
    out.text(object.type);
    out.text(object.name);
    out.signed(object.capacity);
    out.varint(object.creator);
    out.varint(object.site);
  });
  writeChanged(out, trace.processes, cursor.processes, (process) => {
    out.varint(process.object);
    out.text(process.name);
    out.varint(process.parent);
    out.signed(process.pid);
    out.byte(process.daemon ? 1 : 0);
  });
  const news = trace.meta !== cursor.meta && trace.meta !== null;
  out.text(news ? JSON.stringify(trace.meta) : '');
  cursor.meta = trace.meta;
}

function count(input: BlockReader): number {
  const value = input.varint();
  if (value > input.left) throw new RangeError(`${value} definitions do not fit into ${input.left} bytes`);
  return value;
}

function number(input: BlockReader): number {
  const value = input.varint();
  if (value < 1 || value > greatest) throw new RangeError(`${value} is not the number of a definition`);
  return value;
}

function readEach(input: BlockReader, read: (at: number) => void): void {
  for (let left = count(input); left > 0; left--) read(number(input));
}

/** @throws RangeError where the bytes are not definitions; what came before has been taken. */
export function readDefinitions(input: BlockReader, trace: Trace): void {
  const first = number(input);
  const strings = count(input);
  for (let i = 0; i < strings; i++) trace.strings[first + i] = input.text();
  readEach(input, (site) => {
    trace.sites[site] = { file: input.text(), line: input.varint(), column: input.varint() };
  });
  readEach(input, (object) => {
    const [type, name, capacity] = [input.text(), input.text(), input.signed()];
    trace.objects[object] = { object, type, name, capacity, creator: input.varint(), site: input.varint() };
  });
  readEach(input, (process) => {
    const known = trace.processes[process];
    trace.processes[process] = {
      process,
      object: input.varint(),
      name: input.text(),
      parent: input.varint(),
      pid: input.signed(),
      daemon: input.byte() === 1,
      beginT: known?.beginT ?? -1,
      exitT: known?.exitT ?? -1,
      exitCode: known?.exitCode ?? null,
    };
  });
  const meta = input.text();
  if (meta !== '') trace.meta = JSON.parse(meta) as RunMeta;
}
