// SARIF 2.1.0 (OASIS standard), as code scanning services and editors read it.

import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { knownFinding } from '../../analysis/catalogue.ts';
import { packageVersion } from '../../protocol/version.ts';
import type { Severity } from '../../trace/finding.ts';
import type { Report, ReportFinding, ReportFormat, ReportPlace, SilencedFinding } from './report.ts';

/** The folder that relative addresses begin from; code scanning services know it by this name. */
const base = '%SRCROOT%';
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

export const sarif: ReportFormat = {
  id: 'sarif',
  write(report) {
    const results: (ReportFinding | SilencedFinding)[] = [...report.findings, ...report.silenced];
    const rules = [...new Map(results.map((finding) => [finding.id, ruleOf(finding)])).values()];
    const fingerprints = new Fingerprints(report);
    const driver = {
      name: 'lanescope',
      semanticVersion: packageVersion,
      informationUri: 'https://github.com/lanescope/lanescope',
      rules,
    };
    const run = {
      tool: { driver },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [base]: { uri: `${pathToFileURL(report.folder)}/`.replace(/\/\/$/, '/') } },
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: notificationsOf(report) }],
      results: results.map((finding) => ({
        ruleId: finding.id,
        ruleIndex: rules.findIndex(({ id }) => id === finding.id),
        level: levels[finding.severity],
        message: { text: wordsOf(finding) },
        locations: [mainLocation(finding, report)],
        relatedLocations: finding.places.slice(1).flatMap((place, i) => (place.file === '' ? [] : [located(place, i)])),
        ...codeFlowOf(finding),
        partialFingerprints: { 'lanescopeFinding/v1': fingerprints.of(finding) },
        suppressions: 'why' in finding ? [{ kind: 'inSource', justification: finding.why }] : [],
      })),
    };
    const log = { $schema: schema, version: '2.1.0', runs: [run] };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function ruleOf({ id, title, docs }: ReportFinding) {
  const said = knownFinding(id)?.title ?? title;
  const help = {
    text: `${said}. What it means and how it is mended: ${docs}`,
    markdown: `${said}. [What it means and how it is mended](${docs})`,
  };
  return { id, shortDescription: { text: said }, ...(docs === '' ? {} : { helpUri: docs, help }) };
}

/** What could not be read: whatever stands there has not been looked at. */
function notificationsOf({ problem }: Report) {
  return problem === null ? [] : [{ level: 'warning', message: { text: problem } }];
}

function wordsOf({ title, message, cure }: ReportFinding): string {
  const more = message.split('\n').filter((sentence) => sentence !== '' && !title.includes(sentence));
  return [title, ...more, cure].filter((words) => words !== '').join('\n');
}

/** A finding whose place is not known belongs to the script as a whole: services refuse a result without a place. */
function mainLocation({ places: [first] }: ReportFinding, { script }: Report) {
  return first && first.file !== '' ? physical(first) : { physicalLocation: { artifactLocation: artifact(script) } };
}

function located(place: ReportPlace, id: number) {
  return { id: id + 1, ...physical(place), message: { text: withProcess(place) } };
}

function physical(place: ReportPlace) {
  const { file, line, column, end } = place;
  const region =
    line > 0 ? { region: { startLine: line, ...(column > 0 ? { startColumn: column } : {}), ...endOf(end) } } : {};
  return { physicalLocation: { artifactLocation: artifact(file), ...region } };
}

function endOf(end: ReportPlace['end']) {
  return end ? { endLine: end.line, endColumn: end.column } : {};
}

function artifact(file: string) {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  if (/^[\w+.-]+:/.test(file)) return { uri: encodeURI(file) };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: base };
}

function withProcess({ process, text }: ReportPlace): string {
  return process === '' || text.includes(process) ? text : `${process}: ${text}`;
}

/** The evidence in the order in which it happened, a thread for each process. */
function codeFlowOf({ places }: ReportFinding) {
  const shown = places.filter(({ file, process }) => file !== '' && process !== '');
  if (shown.length < 2) return {};
  const inOrder = shown.toSorted((a, b) => a.seq - b.seq);
  const threadFlows = [...new Set(inOrder.map(({ process }) => process))].map((process) => ({
    id: process,
    message: { text: process },
    locations: inOrder
      .map((place, index) => ({ place, index }))
      .filter(({ place }) => place.process === process)
      .map(({ place, index }) => ({
        location: { ...physical(place), message: { text: place.text } },
        // what is known of no event of its own has no place in the order
        ...(place.seq > 0 ? { executionOrder: index + 1 } : {}),
      })),
  }));
  return { codeFlows: [{ threadFlows }] };
}

/** Stays equal when lines are put in above: it is made of the text of the line, not of its number. */
class Fingerprints {
  readonly #report: Report;
  readonly #seen = new Map<string, number>();

  constructor(report: Report) {
    this.#report = report;
  }

  of({ id, title, places: [first] }: ReportFinding): string {
    const line = first ? this.#report.lineText(first.file, first.line).trim() : '';
    const key = [id, first?.file ?? '', line === '' ? title : line].join('\n');
    // the same line a second time
    const nth = this.#seen.get(key) ?? 0;
    this.#seen.set(key, nth + 1);
    return createHash('sha256').update(`${key}\n${nth}`).digest('hex').slice(0, 32);
  }
}
