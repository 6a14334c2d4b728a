// Messages between the extension (or the exported page's own loader) and the swimlane page.

import type { Finding } from '../trace/finding.ts';

/** What the page remembers over a reload; opaque to the extension. */
export type ViewState = Record<string, unknown>;

/** Every action of the page that is also a VS Code command `lanescope.view.<action>`. */
export const viewActions = [
  'zoomIn',
  'zoomOut',
  'fit',
  'toggleFolded',
  'follow',
  'nextEvent',
  'previousEvent',
  'followCause',
  'toggleList',
  'toggleLegend',
] as const;
export type ViewAction = (typeof viewActions)[number];

export type ToView =
  /** First message; a later one starts over with another trace. */
  | { type: 'open'; title: string; live: boolean; state: ViewState | null }
  /** Rows of the trace as `src/protocol/block.ts` encodes them, an ArrayBuffer of exactly its size; the page answers `ack`. */
  | { type: 'block'; number: number; bytes: ArrayBuffer }
  /** What the analyses have found so far, beside what stands in the trace; takes the place of what was sent before. */
  | { type: 'findings'; findings: readonly Finding[] }
  /** No more blocks will come; `problem` tells what could not be read. */
  | { type: 'end'; problem: string | null }
  | { type: 'action'; action: ViewAction }
  /** Selects the event with this `seq` and brings it into view. */
  | { type: 'reveal'; seq: number }
  /** Shows the evidence of the finding with this id whose first place is the event with this `seq`. */
  | { type: 'evidence'; id: string; seq: number };

export type FromView =
  /** The page listens; `state` is what it had kept. */
  | { type: 'ready'; state: ViewState | null }
  | { type: 'ack'; number: number }
  /** A click on a source line. The receiver checks the path: a trace is untrusted. */
  | { type: 'openSite'; file: string; line: number; column: number }
  | { type: 'state'; state: ViewState }
  /** Something in the page failed; goes to the log. */
  | { type: 'problem'; text: string };
