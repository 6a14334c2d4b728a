import { describe, expect, test } from 'vitest';
import { blockCursor, decodeBlock, encodeBlock } from '../../src/protocol/block.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { contrast, readable } from '../../webview/draw/contrast.ts';
import { compose } from '../../webview/layout/compose.ts';
import { formatBytes, formatCount, formatDuration, formatMoment } from '../../webview/layout/format.ts';
import type { View } from '../../webview/layout/scene.ts';
import { arrowPoint, hit } from '../../webview/layout/selection.ts';
import { sentence } from '../../webview/model/describe.ts';
import { detailsOf } from '../../webview/model/details.ts';
import { readFinding } from '../../webview/model/findings.ts';
import { Model } from '../../webview/model/model.ts';
import { stateNumber } from '../../webview/model/states.ts';
import { walk } from '../../webview/model/walk.ts';
import { TraceDrawing } from '../helpers/draw-trace.ts';
import { boundedQueue, deadlock, fourProcesses, greeting } from '../helpers/stories.ts';
import { pipeline } from './pipeline.ts';

/** A model that got the trace as the page does, in blocks of `step` events. */
function modelOf(trace: Trace, step = trace.length): Model {
  const model = new Model();
  const cursor = blockCursor();
  for (let from = 0; from < trace.length; from += step) {
    decodeBlock(encodeBlock(trace, from, Math.min(trace.length, from + step), cursor), model.trace);
    model.update();
  }
  return model;
}

const view: View = {
  width: 600,
  height: 420,
  ratio: 1,
  window: null,
  folded: null,
  follow: false,
  scrollY: 0,
  hover: -1,
};
const measure = (text: string, mono: boolean) => text.length * (mono ? 6.6 : 6.2);
const sceneOf = (model: Model, more: Partial<View> = {}, selected = -1) =>
  compose(model, { ...view, ...more }, model.trace.endT, selected, measure);

const names = (model: Model) =>
  model.lanes.map((lane) =>
    lane.kind === 'process' ? model.trace.processName(lane.process) : model.trace.objectName(lane.object),
  );

describe('lanes', () => {
  test('stand as main, children by start, each queue below its first user', () => {
    expect(names(modelOf(greeting().trace()))).toEqual(['MainProcess', 'Process-1', 'q']);
    expect(names(modelOf(boundedQueue().trace()))).toEqual(['MainProcess', 'tasks', 'Consumer-1']);
    expect(names(modelOf(fourProcesses().trace()))).toEqual([
      'MainProcess',
      'answers',
      'Worker-1',
      'jobs',
      'Worker-2',
      'Worker-3',
    ]);
  });

  test('tell what a process does at every moment', () => {
    const model = modelOf(greeting().trace());
    const lane = model.processes.get(2);
    if (!lane) throw new Error('a second process is needed');
    const at = (ms: number) => lane.states.at(lane.indexAt(ms * 1e6));
    expect(lane.indexAt(31e6)).toBe(-1);
    expect([at(40), at(62), at(3000), at(5041), at(5055)]).toEqual([
      stateNumber.starting,
      stateNumber.running,
      stateNumber.empty,
      stateNumber.running,
      stateNumber.ended,
    ]);
  });

  test('are the same whether the trace came at once or event by event', () => {
    const trace = pipeline({ processes: 5, queues: 2, events: 900 });
    const [whole, parts] = [modelOf(trace), modelOf(trace, 1)];
    for (const [process, lane] of whole.processes) {
      expect([...(parts.processes.get(process)?.times.view() ?? [])]).toEqual([...lane.times.view()]);
    }
    expect(sceneOf(parts).scene).toEqual(sceneOf(whole).scene);
  });

  test('of a process with two waiting operations stay blocked until both go on', () => {
    const d = new TraceDrawing();
    const main = d.at(0).process('MainProcess');
    d.begin(main);
    const [a, b] = [d.queue(main, 'a', 'x.ts:1:1'), d.queue(main, 'b', 'x.ts:2:1')];
    const first = d.at(1).call(main, a, 'get', 'x.ts:3:1');
    d.block(first, 'empty', 0);
    const second = d.at(2).call(main, b, 'put', 'x.ts:4:1', { message: d.message() });
    d.block(second, 'full', 1);
    d.at(3).unblock(second, 0);
    d.at(4).unblock(first, 0);
    d.at(5).print(main, 'on\n');
    const lane = modelOf(d.trace()).processes.get(main);
    const at = (ms: number) => lane?.states.at(lane.indexAt(ms * 1e6));
    expect([at(1.5), at(2.5), at(3.5), at(4.5)]).toEqual([
      stateNumber.empty,
      stateNumber.full,
      stateNumber.empty,
      stateNumber.running,
    ]);
  });
});

describe('words', () => {
  test('say what an event was, how long it was blocked and who woke it', () => {
    const model = modelOf(greeting().trace());
    const rows = [...model.list.view()];
    expect(rows.map((row) => sentence(model, row, model.trace.endT))).toEqual([
      'MainProcess: begins',
      'MainProcess: start Process-1',
      'MainProcess: sleep blocked 5.0 s (sleep)',
      'Process-1: begins',
      'Process-1: print (child process) Waiting for name...',
      'Process-1: get q blocked 5.0 s (empty), woken by MainProcess',
      "MainProcess: print (parent process) Ok, I'll send the name",
      'MainProcess: put q "Jimmy"',
      'Process-1: print (child process) Well, hi Jimmy',
      'Process-1: exit 0',
      'MainProcess: exit 0',
    ]);
  });

  test('tell the five times of a message that had to wait for room', () => {
    const model = modelOf(boundedQueue().trace());
    const row =
      [...model.list.view()].filter((entry) => model.trace.stringOf(model.trace.op.at(entry)) === 'put')[1] ?? -1;
    const lines = new Map(detailsOf(model, row, model.trace.endT).lines.map((line) => [line.label, line]));
    expect(lines.get('Put called')?.text).toBe('5.000 ms by MainProcess');
    expect(lines.get('Put called')?.site).toEqual({ file: 'bounded.ts', line: 7, column: 9 });
    expect(lines.get('Put blocked')?.text).toBe('38.0 ms (full)');
    expect(lines.get('Enqueued')?.text).toBe('43.000 ms');
    expect(lines.get('Dequeued')?.text).toBe('50.000 ms, 7.0 ms in the queue');
    expect(lines.get('Get returned')?.text).toBe('50.000 ms');
    expect(lines.get('Woken')?.text).toBe('MainProcess was woken by Consumer-1');
  });

  test('of times and sizes keep two or three digits', () => {
    const durations = [0, 7, 999.6, 1500, 12_345, 999_600, 5e9, 4.96e9, 61e9, 250e9];
    expect(durations.map(formatDuration)).toEqual([
      '0 ns',
      '7 ns',
      '1.0 µs',
      '1.5 µs',
      '12.3 µs',
      '1.0 ms',
      '5.0 s',
      '5.0 s',
      '61.0 s',
      '4 min 10 s',
    ]);
    expect(formatMoment(5.0012e9, 1e5, 5e9)).toBe('5.0012 s');
    expect(formatMoment(0, 1e9, 5e9)).toBe('0 s');
    expect([formatBytes(1), formatBytes(7), formatBytes(12_345)]).toEqual(['1 byte', '7 bytes', '12.3 kB']);
    expect([formatCount(3), formatCount(1234), formatCount(1e6)]).toEqual(['3', '1.2 k', '1.0 M']);
  });
});

describe('arrows', () => {
  test('run from the putter’s bar at enqueue to the getter’s bar at dequeue', () => {
    const { scene, context } = sceneOf(modelOf(boundedQueue().trace()), { folded: false });
    const arrows = scene.arrows.filter((arrow) => arrow.kind === 'message');
    expect(arrows.map((arrow) => [context.scale.toT(arrow.x0), context.scale.toT(arrow.x1)].map(Math.round))).toEqual([
      [4e6, 42e6],
      [43e6, 50e6],
    ]);
  });

  test('are left out where more than 200 messages are in view, but for the selected one', () => {
    const model = modelOf(pipeline({ processes: 6, queues: 2, events: 4000 }));
    const { scene } = sceneOf(model, { width: 1600, height: 900 });
    expect(scene.messages).toBeGreaterThan(200);
    expect(scene.arrows.filter((arrow) => arrow.kind === 'message')).toEqual([]);
    expect(scene.rates.length).toBe(2);
    expect(scene.labels.some((label) => /in, .* out$/.test(label.text))).toBe(true);
    const put =
      [...model.list.view()].find((row) => model.operations.messageOf(model.trace.operation.at(row)) === 20) ?? -1;
    const chosen = sceneOf(model, { width: 1600, height: 900 }, put).scene.arrows.filter(
      (arrow) => arrow.kind === 'message',
    );
    expect(chosen).toHaveLength(1);
    expect(chosen[0]?.strong).toBe(true);
  });

  test('with an end off the screen are short stubs that name the other lane', () => {
    const model = modelOf(greeting().trace());
    const window = { from: 5040.5e6, to: 5050e6 };
    const { scene } = sceneOf(model, { folded: false, window });
    const arrow = scene.arrows.find((candidate) => candidate.kind === 'message');
    expect(arrow?.stub).toBe('from');
    expect(Math.hypot((arrow?.x1 ?? 0) - (arrow?.x0 ?? 0), (arrow?.y1 ?? 0) - (arrow?.y0 ?? 0))).toBeLessThan(45);
    expect(scene.labels.map((label) => label.text)).toContain('from MainProcess');
  });

  test('of a deadlock join the processes that wait for one another', () => {
    const { scene } = sceneOf(modelOf(deadlock().trace()));
    expect(scene.arrows.filter((arrow) => arrow.kind === 'cycle')).toHaveLength(2);
    expect(scene.lanes.map((lane) => lane.stuck)).toEqual([true, true, false]);
  });
});

describe('under the pointer', () => {
  test('lies the mark, else the arrow, else the span, else nothing', () => {
    const model = modelOf(greeting().trace());
    const { scene, context } = sceneOf(model);
    const put = scene.marks.find((mark) => mark.shape === 'put');
    if (!put) throw new Error('a put is needed');
    expect(hit(context, scene, put.x + 2, put.y - 2)).toMatchObject({ what: 'mark', row: put.row });
    const arrow = scene.arrows.find((candidate) => candidate.kind === 'message');
    if (!arrow) throw new Error('an arrow is needed');
    expect(hit(context, scene, ...arrowPoint(arrow, 0.5))).toMatchObject({ what: 'arrow', row: put.row });
    const child = scene.lanes[1];
    const x = context.scale.toX(4900e6);
    expect(hit(context, scene, x, (child?.barY ?? 0) + 2)).toMatchObject({ what: 'span' });
    expect(hit(context, scene, 300, 5)).toBeNull();
    expect(hit(context, scene, 300, (scene.lanes[2]?.y ?? 0) + 3)).toMatchObject({ what: 'queue' });
  });
});

describe('walking', () => {
  test('goes there and back along a lane, and from a get to its put and back', () => {
    const model = modelOf(pipeline({ processes: 4, queues: 2, events: 500 }));
    for (const row of model.list.view()) {
      const next = walk(model, row, 'next');
      if (next !== row) expect(walk(model, next, 'previous')).toBe(row);
      const message = model.operations.messageOf(model.trace.operation.at(row));
      const [put, get] = [model.operations.putOf(message), model.operations.getOf(message)];
      if (message === 0 || get === 0) continue;
      expect(walk(model, model.operations.call(get), 'cause')).toBe(model.operations.call(put));
      expect(walk(model, model.operations.call(put), 'effect')).toBe(model.operations.call(get));
    }
  });

  test('in an empty trace goes nowhere', () => {
    expect(walk(new Model(), -1, 'next')).toBe(-1);
  });
});

describe('colours', () => {
  test('of text are moved until they are readable on every ground', () => {
    for (const ground of [
      [255, 255, 255],
      [0, 0, 0],
      [30, 30, 30],
      [120, 120, 120],
      [200, 220, 255],
    ] as const) {
      expect(contrast(readable([128, 128, 128], [ground]), ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('a finding that is none', () => {
  test.each(['', '{', 'null', '[]', '{"id":1}', '"x"'])('%s is said to be unreadable', (text) => {
    expect(readFinding(text).id).toBe('unreadable-finding');
  });

  test('is cut down to what it may hold', () => {
    const finding = readFinding('{"id":"a","title":"b","severity":"<b>","places":[1,{"process":-4}],"cycle":"x"}');
    expect(finding).toMatchObject({
      severity: 'warning',
      cycle: [],
      places: [{ process: 0, site: 0, seq: 0, text: '' }],
    });
  });
});
