// Requests and replies as frames on a socket. The common ones are packed by hand, the rare ones carry JSON.

import { Slice } from '../base/slice.ts';
import { FrameReader, FrameWriter } from './bytes.ts';
import type { EdgeReply, EdgeRequest } from './edge.ts';
import { isShared, type Payload } from './payload.ts';
import type { Reply, Request } from './request.ts';

// the position is the number on the wire
const requestOps = ['call', 'got', 'take', 'cancel', 'close', 'start', 'print', 'json'] as const;
const replyOps = ['done', 'timeout', 'cancelled', 'begin', 'json', 'lease', 'credit'] as const;

const oneWayFlag = 1;
const payloadFlag = 2;
const leasedFlag = 4;
/** Where a call may be answered: two bits of its flags. */
const froms = [undefined, 'ask', 'kernel', 'credit'] as const;
const fromShift = 3;
const sharedFlag = 32;
const wireFlag = 64;
const answersFlag = 128;
/** In place of the length of an item: it lies in shared memory. */
const sharedMark = 0xffffffff;

const numberOfRequest = numbers(requestOps);
const numberOfReply = numbers(replyOps);

function numbers(ops: readonly string[]): (op: string) => number {
  const known = new Map(ops.map((op, number) => [op, number]));
  return (op) => known.get(op) ?? ops.indexOf('json');
}

function payloadFlags(payload: Payload | null): number {
  if (payload === null) return 0;
  return isShared(payload) ? payloadFlag | sharedFlag : payloadFlag;
}

function withPayload(frame: FrameWriter, payload: Payload | null): FrameWriter {
  if (payload === null) return frame;
  if (payload instanceof Uint8Array) return frame.rest(payload);
  if (payload instanceof Slice) return frame.part(payload.memory, payload.start, payload.length);
  if (isShared(payload)) return frame.u32(payload.file).u32(payload.slot).u32(payload.length);
  frame.u8(payload.tag);
  if ('rest' in payload) return frame.rest(payload.rest);
  return typeof payload.value === 'number' ? frame.i32(payload.value) : frame.restText(payload.value);
}

function payloadOf(frame: FrameReader, flags: number): Payload | null {
  if ((flags & payloadFlag) === 0) return null;
  return flags & sharedFlag ? { file: frame.u32(), slot: frame.u32(), length: frame.u32() } : frame.restSlice();
}

/** One of several payloads: its length first. */
function withItem(frame: FrameWriter, item: Payload): FrameWriter {
  return withPayload(frame.u32(isShared(item) ? sharedMark : item.length), item);
}

function itemOf(frame: FrameReader): Payload {
  const length = frame.u32();
  return length === sharedMark ? { file: frame.u32(), slot: frame.u32(), length: frame.u32() } : frame.slice(length);
}

export function encodeRequest(request: Request | EdgeRequest): Uint8Array {
  const frame = new FrameWriter();
  writeRequest(frame, request);
  return frame.take();
}

/** Adds one frame. */
export function writeRequest(frame: FrameWriter, request: Request | EdgeRequest): void {
  frame.begin(numberOfRequest(request.op));
  writeFields(frame, request);
  frame.end();
}

function writeFields(frame: FrameWriter, request: Request | EdgeRequest): FrameWriter {
  switch (request.op) {
    case 'got': {
      frame.u32(request.object).u8(request.method).u32(request.call).u32(request.site);
      return frame.f64(request.time).f64(request.taken);
    }
    case 'call': {
      const from = froms.indexOf(request.from) << fromShift;
      const wire = request.wire ? wireFlag : 0;
      const answers = request.answers === undefined ? 0 : answersFlag;
      const flags = (request.oneWay ? oneWayFlag : 0) | payloadFlags(request.payload) | from | wire | answers;
      frame.u32(request.object).u8(request.method).u8(flags).u32(request.call).f64(request.time).u32(request.site);
      if (request.answers !== undefined) frame.f64(request.answers);
      frame.f64(request.timeout).text(request.preview).numbers(request.handles);
      return withPayload(frame, request.payload);
    }
    case 'take':
    case 'cancel':
      return frame.u32(request.call).f64(request.time);
    case 'close':
      return frame.u32(request.object).f64(request.time);
    case 'start': {
      frame.u32(request.object).u32(request.call).f64(request.time).u32(request.site);
      return frame.text(JSON.stringify(request.info)).numbers(request.handles).rest(request.payload);
    }
    case 'print':
      return frame.u8(request.stream).f64(request.time).rest(request.payload);
    default:
      return frame.text(JSON.stringify(request));
  }
}

/** @throws RangeError or SyntaxError when the bytes are no request. */
export function decodeRequest(bytes: Uint8Array): Request | EdgeRequest {
  return readRequest(new FrameReader(bytes));
}

/** @throws as `decodeRequest` */
export function readRequest(frame: FrameReader): Request | EdgeRequest {
  const op = requestOps[frame.u8()];
  switch (op) {
    case 'call': {
      // read one by one: most frames are of this kind
      const object = frame.u32();
      const method = frame.u8();
      const flags = frame.u8();
      const call = frame.u32();
      const time = frame.f64();
      const site = frame.u32();
      const answers = flags & answersFlag ? frame.f64() : undefined;
      const timeout = frame.f64();
      const preview = frame.rawText();
      const handles = frame.numbers();
      const payload = payloadOf(frame, flags);
      const oneWay = (flags & oneWayFlag) !== 0;
      const from = froms[(flags >> fromShift) & 3];
      const wire = (flags & wireFlag) !== 0;
      const request = { op, object, method, call, oneWay, time, site, timeout, preview, handles, payload, from, wire };
      return answers === undefined ? request : { ...request, answers };
    }
    case 'got': {
      const object = frame.u32();
      const method = frame.u8();
      const call = frame.u32();
      const site = frame.u32();
      return { op, object, method, call, site, time: frame.f64(), taken: frame.f64() };
    }
    case 'take':
    case 'cancel':
      return { op, call: frame.u32(), time: frame.f64() };
    case 'close':
      return { op, object: frame.u32(), time: frame.f64() };
    case 'start': {
      const [object, call, time, site] = [frame.u32(), frame.u32(), frame.f64(), frame.u32()];
      const info = JSON.parse(frame.text());
      return { op, object, call, time, site, info, handles: frame.numbers(), payload: frame.rest() };
    }
    case 'print':
      return { op, stream: frame.u8() === 2 ? 2 : 1, time: frame.f64(), payload: frame.rest() };
    case 'json': {
      const request = JSON.parse(frame.text()) as Request | EdgeRequest;
      // what has a form of its own is checked as it is read
      if ((requestOps as readonly string[]).includes(request.op)) throw new RangeError(`a ${request.op} as JSON`);
      return request;
    }
    default:
      throw new RangeError('a frame with an unknown operation');
  }
}

export function encodeReply(reply: Reply | EdgeReply): Uint8Array {
  const frame = new FrameWriter();
  writeReply(frame, reply);
  return frame.take();
}

/** Adds one frame. */
export function writeReply(frame: FrameWriter, reply: Reply | EdgeReply): void {
  frame.begin(numberOfReply(reply.op));
  writeReplyFields(frame, reply);
  frame.end();
}

function writeReplyFields(frame: FrameWriter, reply: Reply | EdgeReply): FrameWriter {
  switch (reply.op) {
    case 'done':
      frame
        .u32(reply.call)
        .f64(reply.code)
        .u8(payloadFlags(reply.payload) | (reply.leased ? leasedFlag : 0))
        .numbers(reply.handles);
      return withPayload(frame, reply.payload);
    case 'lease':
      frame.u32(reply.object).u32(reply.items.length);
      for (const item of reply.items) withItem(frame, item);
      return frame;
    case 'credit':
      return frame.u32(reply.object).f64(reply.count);
    case 'timeout':
    case 'cancelled':
      return frame.u32(reply.call);
    case 'begin':
      return frame.text(JSON.stringify(reply.info)).numbers(reply.handles).rest(reply.payload);
    default:
      return frame.text(JSON.stringify(reply));
  }
}

/** @throws RangeError or SyntaxError when the bytes are no reply. */
export function decodeReply(bytes: Uint8Array): Reply | EdgeReply {
  return readReply(new FrameReader(bytes));
}

/** @throws as `decodeReply` */
export function readReply(frame: FrameReader): Reply | EdgeReply {
  const op = replyOps[frame.u8()];
  switch (op) {
    case 'done': {
      const [call, code, flags, handles] = [frame.u32(), frame.f64(), frame.u8(), frame.numbers()];
      const reply = { op, call, code, handles, payload: payloadOf(frame, flags) };
      return flags & leasedFlag ? { ...reply, leased: true } : reply;
    }
    case 'timeout':
    case 'cancelled':
      return { op, call: frame.u32() };
    case 'credit':
      return { op, object: frame.u32(), count: frame.f64() };
    case 'lease': {
      const [object, count] = [frame.u32(), frame.u32()];
      const items: Payload[] = [];
      for (let i = 0; i < count; i++) items.push(itemOf(frame));
      return { op, object, items };
    }
    case 'begin':
      return { op, info: JSON.parse(frame.text()), handles: frame.numbers(), payload: frame.rest() };
    case 'json':
      return JSON.parse(frame.text()) as Reply | EdgeReply;
    default:
      throw new RangeError('a frame with an unknown operation');
  }
}
