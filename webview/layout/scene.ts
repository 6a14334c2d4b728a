// A scene is all that the page draws over the pixels of one frame: plain data, bounded by the screen and not by the trace.

import type { Nanos } from '../../src/base/units.ts';
import type { TimeMap } from './time-scale.ts';

/** What part of the trace the page wants to see. */
export interface View {
  /** Css px of the lanes, without their names. */
  width: number;
  height: number;
  /** Device px per css px. */
  ratio: number;
  /** Real times at the left and right edge; null: the whole run. */
  window: { from: Nanos; to: Nanos } | null;
  /** Null: folded as long as the trace is small. */
  folded: boolean | null;
  /** Keeps the newest moment at the right edge. */
  follow: boolean;
  scrollY: number;
  /** Row under the pointer, -1 for none. */
  hover: number;
}

export interface SceneLane {
  /** Number of the process or object, with its kind unique. */
  kind: 'process' | 'queue';
  number: number;
  y: number;
  height: number;
  barY: number;
  barHeight: number;
  name: string;
  /** Second line: pid and state, or the queue's type and bound. */
  detail: string;
  /** Number of the process's state at the right edge, for its swatch. */
  state: number;
  stuck: boolean;
  parent: boolean;
}

export type MarkShape = 'put' | 'get' | 'other' | 'start' | 'print' | 'mark' | 'error' | 'exit';

export interface Mark {
  x: number;
  y: number;
  /** Half of its width. */
  radius: number;
  shape: MarkShape;
  row: number;
}

export type Tone = 'text' | 'muted' | 'print' | 'blocked' | 'error' | 'mark';

export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  text: string;
  tone: Tone;
  mono: boolean;
  row: number;
  /** Where the thing that is named stands; null where the label lies on it. */
  anchor: { x: number; y: number } | null;
}

export interface Arrow {
  kind: 'message' | 'spawn' | 'join' | 'cycle';
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** The other end is off the screen: no head there. */
  stub: 'from' | 'to' | null;
  strong: boolean;
  row: number;
}

/** Puts and gets per second along a queue's lane, where single arrows would be a carpet. */
export interface Rates {
  y: number;
  height: number;
  /** Px per step. */
  step: number;
  puts: number[];
  gets: number[];
}

/** A flag on a lane: here is evidence of a finding. */
export interface Evidence {
  x: number;
  y: number;
  /** From 1 in the order in which the finding tells it; 0: the finding is not the one that is shown. */
  number: number;
  severity: 'error' | 'warning' | 'hint';
  title: string;
  text: string;
  row: number;
}

/** A place where a bar is torn because time was left out. */
export interface Tear {
  x: number;
  y0: number;
  y1: number;
}

export interface Scene {
  width: number;
  height: number;
  contentHeight: number;
  scrollY: number;
  map: TimeMap;
  v0: number;
  v1: number;
  from: Nanos;
  to: Nanos;
  now: Nanos;
  folded: boolean;
  lanes: SceneLane[];
  marks: Mark[];
  labels: Label[];
  arrows: Arrow[];
  rates: Rates[];
  tears: Tear[];
  evidence: Evidence[];
  /** Box around the selected event or span. */
  selected: { x: number; y: number; width: number; height: number } | null;
  /** Messages in view; above the limit their arrows are left out. */
  messages: number;
  events: number;
}

/** More messages than this in view are told as rates. */
export const mostArrows = 200;
