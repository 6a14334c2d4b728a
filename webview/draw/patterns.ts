// A pattern for each reason, so that colour is never the only sign. Decided per pixel: crisp at every size, and no cost.

import { stateNumber } from '../model/states.ts';

/** True where the pattern's strong colour goes; x and y in css px, so that patterns stay put at any device ratio. */
export type Pattern = (x: number, y: number) => boolean;

const never: Pattern = () => false;
const modulo = (value: number, by: number) => ((value % by) + by) % by;

const patterns: Pattern[] = [];
patterns[stateNumber.absent] = never;
patterns[stateNumber.starting] = (x, y) => modulo(x, 6) < 1 && modulo(y, 6) < 1;
patterns[stateNumber.running] = () => true;
patterns[stateNumber.empty] = (x, y) => modulo(x + y, 8) < 1.5;
patterns[stateNumber.full] = (x, y) => modulo(x + y, 7) < 1 || modulo(x - y, 7) < 1;
patterns[stateNumber.sleep] = (x, y) => modulo(y, 6) < 1 && modulo(x, 10) < 6;
patterns[stateNumber.join] = (x) => modulo(x, 6) < 1;
patterns[stateNumber.unfinished] = (x, y) => modulo(x - y, 8) < 1.5;
patterns[stateNumber.other] = (x, y) => modulo(x, 5) < 1.5 && modulo(y, 5) < 1.5;
patterns[stateNumber.ended] = never;

export function patternOf(state: number): Pattern {
  return patterns[state] ?? never;
}
