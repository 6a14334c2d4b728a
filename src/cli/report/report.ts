// What `lanescope check` tells, in names instead of numbers: every format of it is written from this and nothing else.

import type { Severity } from '../../trace/finding.ts';

export interface ReportPlace {
  /** Relative to the working folder with `/` where it lies inside, else as it is known; '' where none is. */
  file: string;
  /** From 1; 0: not known. */
  line: number;
  /** From 1; 0: not known. */
  column: number;
  /** Where it ends, behind the last character; only findings that need no run know. */
  end?: { line: number; column: number };
  /** '': of no process. */
  process: string;
  /** Number of the event in the trace, 0 for none. */
  seq: number;
  /** One sentence: what happens here. */
  text: string;
}

export interface ReportFinding {
  id: string;
  severity: Severity;
  title: string;
  /** Whole sentences, a line each. */
  message: string;
  cure: string;
  /** The first is where the finding belongs. */
  places: ReportPlace[];
  /** `from` waits for something that only `to` could do. */
  cycle: { from: string; to: string; object: string }[];
  /** Address of its page; '' for an id that this version does not know. */
  docs: string;
}

/** A finding with the reason that a comment at its line gives for not being told of it. */
export interface SilencedFinding extends ReportFinding {
  why: string;
}

export interface Report {
  /** As it was named, or where the run has written it. */
  trace: string;
  script: string;
  /** Of the run; null where the trace does not say. */
  exitStatus: number | null;
  /** The gravest first. */
  findings: ReportFinding[];
  silenced: SilencedFinding[];
  /** What of the trace could not be read. */
  problem: string | null;
  /** The folder that files are relative to. */
  folder: string;
  /** The text of a line of a file in that folder; '' where it cannot be read. */
  lineText(file: string, line: number): string;
}

export interface ReportOptions {
  /** ANSI colours. */
  color: boolean;
}

export interface ReportFormat {
  /** As after `--format`; never changed once released. */
  id: string;
  write(report: Report, options: ReportOptions): string;
}
