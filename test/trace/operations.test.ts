// Operations and messages put together from their events, of whole and of growing traces.

import { describe, expect, it } from 'vitest';
import { toNanos } from '../../src/base/units.ts';
import { OperationIndex } from '../../src/trace/operations.ts';
import { Trace } from '../../src/trace/trace.ts';
import { boundedQueue, deadlock, fourProcesses, greeting } from '../helpers/stories.ts';

function indexed(trace: Trace) {
  const index = new OperationIndex(trace);
  const named = [...index.operations.values()].map((o) => {
    const object = trace.objectName(o.object);
    const reason = trace.stringOf(o.reason);
    return `${trace.processName(o.process)} ${trace.stringOf(o.op)} ${object}: ${reason || '-'} ${o.outcome}`;
  });
  return { index, named };
}

describe('OperationIndex', () => {
  it('tells of each operation why it waited, who woke it and how it ended', () => {
    const trace = greeting().trace();
    const { index, named } = indexed(trace);
    expect(named).toEqual([
      'MainProcess sleep : sleep return',
      'Process-1 get q: empty return',
      'MainProcess put q: - return',
    ]);
    const get = index.operations.get(2);
    expect(trace.processName(get?.by ?? 0)).toBe('MainProcess');
    expect(trace.kindAt(get?.unblock ?? 0)).toBe('unblock');
    expect(index.at(get?.end ?? 0)).toBe(get);
  });

  it('gives a message its five times and both sites', () => {
    const trace = greeting().trace();
    const message = indexed(trace).index.messages.get(1);
    expect(message).toMatchObject({
      putCalled: toNanos(5040),
      putBlocked: -1,
      enqueued: toNanos(5040),
      dequeued: toNanos(5041),
      getReturned: toNanos(5041),
      bytes: 7,
    });
    expect(trace.siteOf(message?.putSite ?? 0)?.line).toBe(15);
    expect(trace.siteOf(message?.getSite ?? 0)?.line).toBe(5);
    expect(trace.stringOf(message?.text ?? 0)).toBe('"Jimmy"');
  });

  it('knows when a put had to wait, and a get that came to its item without waiting', () => {
    const { index, named } = indexed(boundedQueue().trace());
    expect(named).toContain('MainProcess put tasks: full return');
    expect(named).toContain('Consumer-1 get tasks: empty timeout');
    expect(index.messages.get(1)).toMatchObject({ putBlocked: -1, enqueued: toNanos(4), dequeued: toNanos(42) });
    expect(index.messages.get(2)).toMatchObject({
      putBlocked: toNanos(5),
      enqueued: toNanos(43),
      dequeued: toNanos(50),
    });
  });

  it('leaves what never ended open', () => {
    const { named } = indexed(deadlock().trace());
    expect(named).toEqual(['MainProcess join Process-1: join open', 'Process-1 get q: empty open']);
  });

  it('takes the last receiver of a message that had to be delivered again', () => {
    const story = greeting();
    const [main, q] = [1, 2];
    const message = story.put(main, q, '"again"', 'greet.ts:16:5', 1);
    const first = story.call(2, q, 'get', 'greet.ts:5:24');
    story.block(first, 'empty');
    story.unblock(first, main, { message });
    const second = story.at(6000).call(main, q, 'get', 'greet.ts:17:9');
    story.end(second, 'return', { message });
    const { index } = indexed(story.trace());
    expect(index.messages.get(message)).toMatchObject({
      get: second.number,
      getProcess: main,
      dequeued: toNanos(6000),
    });
  });

  it('ties a call to its answer, both as messages, and tells when the call lay with whom it was for', () => {
    const story = greeting();
    const [main, manager, object] = [1, 2, 2];
    const [asked, answer] = [story.message(), story.message()];
    const call = story.at(6000).call(main, object, 'set', 'greet.ts:16:5', { message: asked, text: '"a", 1' });
    story.at(6001).block(call, 'reply');
    const accept = story.at(6002).call(manager, object, 'accept', '');
    story.at(6003).end(accept, 'return', { message: asked });
    const reply = story.at(6004).call(manager, object, 'reply', '', { message: answer });
    story.end(reply);
    story.at(6005).unblock(call, manager, { message: answer });
    story.at(6006).end(call, 'return', { message: answer });
    const { index } = indexed(story.trace());
    expect(index.operations.get(call.number)).toMatchObject({ message: asked, answer, sends: true, outcome: 'return' });
    expect(index.messages.get(asked)).toMatchObject({
      put: call.number,
      get: accept.number,
      putBlocked: -1,
      enqueued: toNanos(6001),
      dequeued: toNanos(6003),
    });
    expect(index.messages.get(answer)).toMatchObject({
      put: reply.number,
      get: call.number,
      getProcess: main,
      dequeued: toNanos(6005),
      getReturned: toNanos(6006),
    });
  });

  it('finds row by row what it finds at once', () => {
    const { rows } = fourProcesses();
    const trace = new Trace();
    const growing = new OperationIndex(trace);
    for (const row of rows) {
      trace.append(row);
      growing.update();
    }
    const whole = new OperationIndex(fourProcesses().trace());
    expect(growing.operations).toEqual(whole.operations);
    expect(growing.messages).toEqual(whole.messages);
    expect(whole.messages.size).toBe(4);
  });
});
