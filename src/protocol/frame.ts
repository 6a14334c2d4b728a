// Requests and replies as frames on a socket. The common ones are packed by hand, the rare ones carry JSON.

import { FrameReader, FrameWriter } from './bytes.ts';
import type { Reply, Request } from './request.ts';

// the position is the number on the wire
const requestOps = ['call', 'take', 'cancel', 'close', 'start', 'print', 'json'] as const;
const replyOps = ['done', 'timeout', 'cancelled', 'begin', 'json', 'lease'] as const;

const oneWayFlag = 1;
const payloadFlag = 2;
const leasedFlag = 4;
/** Where a call may be answered: two bits of its flags. */
const froms = [undefined, 'ask', 'lease', 'kernel'] as const;
const fromShift = 3;
const empty = new Uint8Array(0);

function begun(ops: readonly string[], op: string): FrameWriter {
  return new FrameWriter().u8(ops.indexOf(op));
}

export function encodeRequest(request: Request): Uint8Array {
  const frame = begun(requestOps, (requestOps as readonly string[]).includes(request.op) ? request.op : 'json');
  switch (request.op) {
    case 'call': {
      const from = froms.indexOf(request.from) << fromShift;
      const flags = (request.oneWay ? oneWayFlag : 0) | (request.payload ? payloadFlag : 0) | from;
      frame.u32(request.object).u8(request.method).u8(flags).u32(request.call).f64(request.time).u32(request.site);
      return frame
        .f64(request.timeout)
        .text(request.preview)
        .numbers(request.handles)
        .rest(request.payload ?? empty)
        .finish();
    }
    case 'take':
    case 'cancel':
      return frame.u32(request.call).f64(request.time).finish();
    case 'close':
      return frame.u32(request.object).f64(request.time).finish();
    case 'start': {
      frame.u32(request.object).u32(request.call).f64(request.time).u32(request.site);
      return frame.text(JSON.stringify(request.info)).numbers(request.handles).rest(request.payload).finish();
    }
    case 'print':
      return frame.u8(request.stream).f64(request.time).rest(request.payload).finish();
    default:
      return frame.text(JSON.stringify(request)).finish();
  }
}

/** @throws RangeError or SyntaxError when the bytes are no request. */
export function decodeRequest(bytes: Uint8Array): Request {
  const frame = new FrameReader(bytes);
  const op = requestOps[frame.u8()];
  switch (op) {
    case 'call': {
      const [object, method, flags, call] = [frame.u32(), frame.u8(), frame.u8(), frame.u32()];
      const [time, site, timeout] = [frame.f64(), frame.u32(), frame.f64()];
      const [preview, handles] = [frame.text(), frame.numbers()];
      const payload = flags & payloadFlag ? frame.rest() : null;
      const oneWay = (flags & oneWayFlag) !== 0;
      const from = froms[(flags >> fromShift) & 3];
      const request = { op, object, method, call, oneWay, time, site, timeout, preview, handles, payload };
      return from ? { ...request, from } : request;
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
    case 'json':
      return JSON.parse(frame.text()) as Request;
    default:
      throw new RangeError('a frame with an unknown operation');
  }
}

export function encodeReply(reply: Reply): Uint8Array {
  const frame = begun(replyOps, (replyOps as readonly string[]).includes(reply.op) ? reply.op : 'json');
  switch (reply.op) {
    case 'done':
      frame
        .u32(reply.call)
        .f64(reply.code)
        .u8((reply.payload ? payloadFlag : 0) | (reply.leased ? leasedFlag : 0));
      return frame
        .numbers(reply.handles)
        .rest(reply.payload ?? empty)
        .finish();
    case 'lease':
      frame.u32(reply.object).u32(reply.items.length);
      for (const item of reply.items) frame.bytes(item);
      return frame.finish();
    case 'timeout':
    case 'cancelled':
      return frame.u32(reply.call).finish();
    case 'begin':
      return frame.text(JSON.stringify(reply.info)).numbers(reply.handles).rest(reply.payload).finish();
    default:
      return frame.text(JSON.stringify(reply)).finish();
  }
}

/** @throws RangeError or SyntaxError when the bytes are no reply. */
export function decodeReply(bytes: Uint8Array): Reply {
  const frame = new FrameReader(bytes);
  const op = replyOps[frame.u8()];
  switch (op) {
    case 'done': {
      const [call, code, flags, handles] = [frame.u32(), frame.f64(), frame.u8(), frame.numbers()];
      const reply = { op, call, code, handles, payload: flags & payloadFlag ? frame.rest() : null };
      return flags & leasedFlag ? { ...reply, leased: true } : reply;
    }
    case 'timeout':
    case 'cancelled':
      return { op, call: frame.u32() };
    case 'lease': {
      const [object, count] = [frame.u32(), frame.u32()];
      return { op, object, items: Array.from({ length: count }, () => frame.bytes()) };
    }
    case 'begin':
      return { op, info: JSON.parse(frame.text()), handles: frame.numbers(), payload: frame.rest() };
    case 'json':
      return JSON.parse(frame.text()) as Reply;
    default:
      throw new RangeError('a frame with an unknown operation');
  }
}
