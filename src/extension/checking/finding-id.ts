// The id of a finding in a diagnostic of ours, with or without a link to its page.

import type { Diagnostic } from 'vscode';

/** Undefined for what somebody else says. */
export function findingId({ source, code }: Diagnostic): string | undefined {
  if (source !== 'lanescope' || code === undefined) return undefined;
  return String(typeof code === 'object' ? code.value : code);
}
