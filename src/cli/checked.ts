// What is found in a trace, in the words of a report, without what comments silence.

import { ignoredWithoutReason, knownFinding, pageOf } from '../analysis/catalogue.ts';
import { allFindings } from '../analysis/index.ts';
import { silencedBy, silencersOf } from '../analysis/silenced.ts';
import { byGravity, type Finding, type Place } from '../trace/finding.ts';
import type { Trace } from '../trace/trace.ts';
import type { ReportFinding, ReportPlace, SilencedFinding } from './report/report.ts';
import { Sources } from './sources.ts';
import type { FoundInText } from './static-findings.ts';

export interface Checked {
  findings: ReportFinding[];
  silenced: SilencedFinding[];
  sources: Sources;
}

/**
 * @param folder the working folder: comments are looked for in its files only
 * @param lookInText what is found in the text of the run's script besides, where that is wanted
 */
export function checked(
  trace: Trace,
  folder: string,
  lookInText: (script: string, sources: Sources) => readonly FoundInText[] = () => [],
): Checked {
  const sources = new Sources(folder, trace.meta?.cwd ?? folder);
  const found = allFindings(trace).map((finding) => namedFinding(finding, trace, sources));
  const files = new Set(trace.sites.flatMap((site) => (site ? [sources.nameOf(site.file)] : [])));
  const [findings, silenced]: [ReportFinding[], SilencedFinding[]] = [[], []];
  for (const { finding, why } of lookInText(sources.nameOf(trace.meta?.script ?? ''), sources)) {
    const [first] = finding.places;
    if (first) files.add(first.file);
    // the run has shown it, with what came of it
    if (first && found.some((one) => one.id === finding.id && one.places.some((place) => isSameLine(place, first))))
      continue;
    if (why === null) findings.push(finding);
    else silenced.push({ ...finding, why });
  }
  for (const finding of found) {
    const [first] = finding.places;
    const why = first ? silencedBy(sources.lines(first.file), first.line, finding.id) : null;
    if (why === null) findings.push(finding);
    else silenced.push({ ...finding, why });
  }
  findings.push(...[...files].sort().flatMap((file) => faultsOfComments(file, sources.lines(file))));
  return { findings: findings.sort(byGravity), silenced, sources };
}

function isSameLine(one: ReportPlace, other: ReportPlace): boolean {
  return one.file === other.file && one.line === other.line;
}

function namedFinding(finding: Finding, trace: Trace, sources: Sources): ReportFinding {
  const { id, severity, title, message, cure } = finding;
  const places = finding.places.map((place) => namedPlace(place, trace, sources));
  const cycle = finding.cycle.map(({ from, to, object }) => {
    return { from: trace.processName(from), to: trace.processName(to), object: trace.objectName(object) };
  });
  return { id, severity, title, message, cure, places, cycle, docs: pageOf(id) };
}

function namedPlace({ process, site, seq, text }: Place, trace: Trace, sources: Sources): ReportPlace {
  const at = trace.siteOf(site);
  const where = { file: at ? sources.nameOf(at.file) : '', line: at?.line ?? 0, column: at?.column ?? 0 };
  return { ...where, process: trace.processName(process), seq, text };
}

function faultsOfComments(file: string, lines: readonly string[]): ReportFinding[] {
  return silencersOf(lines).flatMap(({ line, column, ids, why }) => {
    const unknown = ids.filter((id) => !knownFinding(id));
    const texts = unknown.map((id) => `There is no finding \`${id}\`, so this comment silences nothing`);
    if (ids.length === 0) texts.push('This comment does not say which finding it silences');
    else if (why === '') texts.push(`This comment gives no reason, so it does not silence \`${ids.join(', ')}\``);
    return texts.map((text) => ({
      id: ignoredWithoutReason.id,
      severity: 'warning' as const,
      title: text,
      message: text,
      cure: 'Write `// lanescope-ignore ID: why`, with the id of a finding and the reason for which it is none here.',
      places: [{ file, line, column, process: '', seq: 0, text }],
      cycle: [],
      docs: pageOf(ignoredWithoutReason.id),
    }));
  });
}
