// What every part of a scene needs to know while it is laid out.

import type { Nanos } from '../../src/base/units.ts';
import type { Lane, Model } from '../model/model.ts';
import type { LaneBox } from './lane-layout.ts';
import type { Measure } from './placer.ts';
import type { TimeScale } from './time-scale.ts';

/** A lane with its place on the screen (scrolling included). */
export interface PlacedLane {
  lane: Lane;
  box: LaneBox;
  visible: boolean;
}

export interface Context {
  model: Model;
  scale: TimeScale;
  placed: PlacedLane[];
  /** Place of a process's lane. */
  ofProcess: ReadonlyMap<number, PlacedLane>;
  height: number;
  now: Nanos;
  measure: Measure;
  selected: number;
  hover: number;
}
