// What travels between the page and its worker. The page asks, the worker owns the trace.

import type { Nanos } from '../src/base/units.ts';
import type { Palette } from './draw/palette.ts';
import type { Scene, View } from './layout/scene.ts';
import type { Details, SitePlace } from './model/details.ts';
import type { Finding } from './model/findings.ts';
import type { Step } from './model/walk.ts';

export type ToWorker =
  | { type: 'open'; live: boolean }
  | { type: 'block'; number: number; bytes: ArrayBuffer }
  | { type: 'end' }
  | { type: 'theme'; palette: Palette; font: string; monoFont: string }
  /** `pixels`: a buffer of an earlier frame to be used again. */
  | { type: 'frame'; view: View; pixels: ArrayBuffer | null }
  | { type: 'hover'; x: number; y: number }
  | { type: 'pick'; x: number; y: number }
  | { type: 'walk'; step: Step }
  | { type: 'selectSeq'; seq: number }
  | { type: 'selectRow'; row: number }
  | { type: 'selectEntry'; index: number }
  | { type: 'list'; from: number; to: number };

export interface Entry {
  index: number;
  row: number;
  time: string;
  process: string;
  text: string;
  tone: 'text' | 'muted' | 'print' | 'blocked' | 'error';
}

export interface Tip {
  x: number;
  y: number;
  title: string;
  lines: string[];
  row: number;
}

export interface Selected {
  details: Details;
  /** Index in the event list. */
  index: number;
  from: Nanos;
  to: Nanos;
  laneTop: number;
  laneHeight: number;
}

export interface Status {
  events: number;
  entries: number;
  processes: number;
  live: boolean;
  end: Nanos;
  script: string;
  exitCode: number | null;
  findings: { row: number; finding: Finding; places: (SitePlace | null)[]; processes: string[] }[];
}

export type FromWorker =
  | { type: 'frame'; scene: Scene; pixels: ArrayBuffer; width: number; height: number }
  | { type: 'ack'; number: number }
  | { type: 'status'; status: Status }
  | { type: 'tip'; tip: Tip | null }
  | { type: 'selected'; selected: Selected | null }
  | { type: 'list'; entries: Entry[] }
  | { type: 'problem'; text: string };
