// What a process can be doing, as one small number a lane entry; colour, pattern and words hang on it.

/** The position is the number in lane lists and palettes. */
export const states = [
  'absent',
  'starting',
  'running',
  'empty',
  'full',
  'sleep',
  'join',
  'unfinished',
  'other',
  'ended',
] as const;
export type State = (typeof states)[number];

export const stateNumber = Object.fromEntries(states.map((state, number) => [state, number])) as Record<State, number>;

/** The state of a process whose operation was blocked with this reason. */
export function blockedState(reason: string): number {
  if (reason === 'empty' || reason === 'full' || reason === 'sleep' || reason === 'join' || reason === 'unfinished') {
    return stateNumber[reason];
  }
  return stateNumber.other;
}

export function isBlocked(state: number): boolean {
  return state >= stateNumber.empty && state <= stateNumber.other;
}

/**
 * The four shares that the pyramid keeps: running, waiting for something to come (empty), waiting for room (full),
 * waiting for anything else; -1 where there is no process.
 */
export function shareOf(state: number): number {
  if (state === stateNumber.running) return 0;
  if (state === stateNumber.empty) return 1;
  if (state === stateNumber.full) return 2;
  return isBlocked(state) ? 3 : -1;
}

/** The state that stands for a share where only the shares are known. */
export const shareStates = [stateNumber.running, stateNumber.empty, stateNumber.full, stateNumber.other] as const;
