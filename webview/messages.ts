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
  | { type: 'list'; from: number; to: number }
  | { type: 'findings'; findings: readonly unknown[] }
  /** Marks the evidence of one of the findings of the status; -1: of none. */
  | { type: 'evidence'; index: number };

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

/** A finding with its places as the page can show them. */
export interface ToldFinding {
  finding: Finding;
  /** The event at which it was said, or the first of its evidence; -1 where there is none. */
  row: number;
  places: { site: SitePlace | null; row: number; process: string; text: string }[];
}

export interface Status {
  events: number;
  entries: number;
  processes: number;
  live: boolean;
  end: Nanos;
  script: string;
  exitCode: number | null;
  findings: ToldFinding[];
  /** Index of the finding whose evidence is marked in the lanes, -1 for none. */
  evidence: number;
}

export type FromWorker =
  | { type: 'frame'; scene: Scene; pixels: ArrayBuffer; width: number; height: number }
  | { type: 'ack'; number: number }
  | { type: 'status'; status: Status }
  | { type: 'tip'; tip: Tip | null }
  | { type: 'selected'; selected: Selected | null }
  /** Where the evidence lies that is marked now. */
  | { type: 'evidence'; from: Nanos; to: Nanos }
  | { type: 'list'; entries: Entry[] }
  | { type: 'problem'; text: string };
