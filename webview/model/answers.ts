// Answers every question of the page about the trace it holds: frames, hits, walks, list entries.

import type { Nanos } from '../../src/base/units.ts';
import { decodeBlock } from '../../src/protocol/block.ts';
import { drawFrame } from '../draw/framebuffer.ts';
import type { Palette } from '../draw/palette.ts';
import { type Composed, compose } from '../layout/compose.ts';
import { laneBoxes } from '../layout/lane-layout.ts';
import type { View } from '../layout/scene.ts';
import { callOf, hit } from '../layout/selection.ts';
import { timeScale } from '../layout/time-scale.ts';
import type { FromWorker, Selected, Status, ToWorker } from '../messages.ts';
import { detailsOf } from './details.ts';
import { entryAt } from './entries.ts';
import { evidenceSpan, toldFindings } from './evidence.ts';
import { checkFinding, type Finding } from './findings.ts';
import { Model } from './model.ts';
import { tipOf } from './tip.ts';
import { walk } from './walk.ts';

export type Post = (message: FromWorker, transfer?: Transferable[]) => void;

export class Answers {
  #model = new Model();
  #live = false;
  /** Clock of the page at the last news of a running trace. */
  #newsAt = 0;
  #palette: Palette | null = null;
  #font = '12px sans-serif';
  #monoFont = '12px monospace';
  #selected = -1;
  #composed: Composed | null = null;
  #height = 0;
  readonly #post: Post;
  readonly #measureFont: (text: string, font: string) => number;

  constructor(post: Post, measureFont: (text: string, font: string) => number) {
    this.#post = post;
    this.#measureFont = measureFont;
  }

  take(message: ToWorker): void {
    switch (message.type) {
      case 'open':
        this.#model = new Model();
        this.#composed = null;
        this.#selected = -1;
        this.#live = message.live;
        this.#newsAt = performance.now();
        this.#status();
        return;
      case 'block':
        this.#block(message.number, message.bytes);
        return;
      case 'end':
        this.#live = false;
        this.#status();
        return;
      case 'findings':
        this.#model.derived = message.findings.map(checkFinding);
        this.#keepEvidence();
        this.#status();
        return;
      case 'evidence':
        this.#showEvidence(message.index);
        return;
      case 'theme':
        this.#palette = message.palette;
        this.#font = message.font;
        this.#monoFont = message.monoFont;
        return;
      case 'frame':
        this.#frame(message.view, message.pixels);
        return;
      case 'list':
        this.#list(message.from, message.to);
        return;
      default:
        this.#point(message);
        return;
    }
  }

  #point(message: ToWorker): void {
    const model = this.#model;
    switch (message.type) {
      case 'hover':
        this.#post({ type: 'tip', tip: this.#tip(message.x, message.y) });
        return;
      case 'pick': {
        const found = this.#composed && hit(this.#composed.context, this.#composed.scene, message.x, message.y);
        this.#select(found ? found.row : -1);
        return;
      }
      case 'walk':
        this.#select(walk(model, this.#selected, message.step));
        return;
      case 'selectSeq':
        this.#select(callOf(model, model.trace.rowOfSeq(message.seq)));
        return;
      case 'selectRow':
        this.#select(message.row);
        return;
      case 'selectEntry':
        this.#select(message.index < model.list.length ? model.list.at(message.index) : -1);
        return;
    }
  }

  /** Of a running trace time goes on though nothing happens: a blocked bar grows. */
  #now(): Nanos {
    const end = this.#model.trace.endT;
    return this.#live ? end + (performance.now() - this.#newsAt) * 1e6 : Math.max(end, 1);
  }

  #block(number: number, bytes: ArrayBuffer): void {
    try {
      decodeBlock(bytes, this.#model.trace);
      this.#model.update();
      this.#newsAt = performance.now();
    } finally {
      this.#status();
    }
    this.#post({ type: 'ack', number });
  }

  #measure = (text: string, mono: boolean): number => this.#measureFont(text, mono ? this.#monoFont : this.#font);

  #frame(view: View, reused: ArrayBuffer | null): void {
    if (!this.#palette) return;
    const composed = compose(this.#model, view, this.#now(), this.#selected, this.#measure);
    this.#composed = composed;
    this.#height = view.height;
    const [width, height] = [Math.round(view.width * view.ratio), Math.round(view.height * view.ratio)];
    const bytes = width * height * 4;
    const buffer = reused?.byteLength === bytes ? reused : new ArrayBuffer(bytes);
    const { scene, context } = composed;
    const scale = timeScale(scene.map, scene.v0, scene.v1, width);
    drawFrame({ pixels: new Uint32Array(buffer), width, height }, context, scale, view.ratio, this.#palette);
    this.#post({ type: 'frame', scene, pixels: buffer, width, height }, [buffer]);
  }

  #tip(x: number, y: number) {
    const found = this.#composed && hit(this.#composed.context, this.#composed.scene, x, y);
    return found ? tipOf(this.#model, found, x, y, this.#now()) : null;
  }

  #select(row: number): void {
    this.#selected = row;
    this.#post({ type: 'selected', selected: row < 0 ? null : this.#describe(row) });
  }

  #describe(row: number): Selected {
    const model = this.#model;
    const { trace, operations } = model;
    const end = operations.effect(trace.operation.at(row));
    const lanes = model.lanes;
    const boxes = laneBoxes(
      lanes.map((lane) => lane.kind),
      this.#height,
    );
    const process = model.processOf(row);
    const box = boxes[lanes.findIndex((lane) => lane.kind === 'process' && lane.process === process)];
    return {
      details: detailsOf(model, row, this.#now()),
      index: model.listIndex(row),
      from: trace.t.at(row),
      to: end >= 0 ? trace.t.at(end) : trace.t.at(row),
      laneTop: box?.y ?? 0,
      laneHeight: box?.height ?? 0,
    };
  }

  #list(from: number, to: number): void {
    const now = this.#now();
    const last = Math.min(to, this.#model.list.length);
    const entries = [];
    for (let index = Math.max(0, from); index < last; index++) entries.push(entryAt(this.#model, index, now));
    this.#post({ type: 'list', entries });
  }

  #showEvidence(index: number): void {
    const model = this.#model;
    const told = toldFindings(model)[index];
    const span = told ? evidenceSpan(model, told.finding) : null;
    model.evidence = span ? (told?.finding ?? null) : null;
    this.#status();
    if (span) this.#post({ type: 'evidence', ...span });
    // what names no events is shown where it was said
    else if (told) this.#select(told.row);
  }

  /** Of a growing trace the findings come anew; the one that is shown goes on to be. */
  #keepEvidence(): void {
    const { evidence, derived } = this.#model;
    if (evidence === null) return;
    const [first] = evidence.places;
    const same = (one: Finding) => one.id === evidence.id && one.places[0]?.seq === first?.seq;
    this.#model.evidence = [...this.#model.findings.map(({ finding }) => finding), ...derived].find(same) ?? null;
  }

  #status(): void {
    const { trace, list, processes } = this.#model;
    const findings = toldFindings(this.#model);
    const status: Status = {
      events: trace.length,
      entries: list.length,
      processes: processes.size,
      live: this.#live,
      end: trace.endT,
      script: trace.meta?.script ?? '',
      exitCode: trace.meta?.exitCode ?? null,
      findings,
      evidence: findings.findIndex(({ finding }) => finding === this.#model.evidence),
    };
    this.#post({ type: 'status', status });
  }
}
