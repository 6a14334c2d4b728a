// What a check is: it looks at a module and says what is surely wrong there.

import type { StaticFinding } from '../finding.ts';
import type { Module } from '../model/module.ts';

/** A finding whose places are still nodes of the tree. */
export interface Said extends Omit<StaticFinding, 'id' | 'range' | 'related'> {
  at: { start: number; end: number };
  related?: { at: { start: number; end: number }; text: string }[];
}

export interface Check {
  /** Also the name of its page in docs/findings. */
  id: string;
  find(module: Module): Said[];
}
