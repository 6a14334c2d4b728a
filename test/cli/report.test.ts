// The report in its formats, for what a command run on a good machine does not show: odd places, hostile words, colours.

import { describe, expect, it } from 'vitest';
import { json } from '../../src/cli/report/json.ts';
import type { Report, ReportFinding } from '../../src/cli/report/report.ts';
import { sarif } from '../../src/cli/report/sarif.ts';
import { text } from '../../src/cli/report/text.ts';
import { sarifFaults } from './sarif-schema.ts';

const place = { file: 'src/a b.ts', line: 3, column: 5, process: 'Process-1', seq: 7, text: 'Process-1 waits here' };

function finding(fields: Partial<ReportFinding> = {}): ReportFinding {
  const words = { title: 'It waits', message: 'It waits.\nFor good.', cure: 'Put something.' };
  const docs = 'https://lanescope.example/docs/findings/deadlock.md';
  return { id: 'deadlock', severity: 'error', ...words, places: [place], cycle: [], docs, ...fields };
}

function report(findings: ReportFinding[], fields: Partial<Report> = {}): Report {
  const about = { trace: 'run.lanes', script: 'src/main.ts', exitStatus: 0, problem: null, folder: '/home/ann/work' };
  return { ...about, findings, silenced: [], lineText: () => '', ...fields };
}

function resultsOf(written: Report) {
  const log = JSON.parse(sarif.write(written, { color: false }));
  expect(sarifFaults(log)).toEqual([]);
  return log.runs[0].results;
}

describe('the text', () => {
  it('has the gravest first, each group with its heading, and counts them', () => {
    const findings = (['hint', 'error', 'warning', 'error'] as const).map((severity) => finding({ severity }));
    const lines = text.write(report(findings), { color: false }).split('\n');
    const marks = lines
      .filter((line) => /^(Errors|Warnings|Hints|src)/.test(line))
      .map((line) => line.split(' It ')[0]);
    const at = 'src/a b.ts:3:5';
    expect(marks).toEqual([
      'Errors',
      `${at} error deadlock:`,
      `${at} error deadlock:`,
      'Warnings',
      `${at} warning deadlock:`,
      'Hints',
      `${at} hint deadlock:`,
    ]);
    expect(lines.at(-2)).toBe('2 errors, 1 warning and 1 hint in run.lanes');
  });

  it('has colours where they are wanted, and otherwise no escape', () => {
    const one = report([finding()]);
    expect(text.write(one, { color: true })).toContain('\u001b[31merror\u001b[0m deadlock: \u001b[1mIt waits\u001b[0m');
    expect(text.write(one, { color: false })).not.toContain('\u001b');
  });

  it('lets nothing of a trace act on a terminal', () => {
    const evil = '\u001b[2J\u202e\n';
    const hostile = finding({
      id: evil,
      title: evil,
      message: evil,
      cure: evil,
      docs: '',
      places: [
        { ...place, file: evil, text: evil },
        { ...place, file: evil, text: `and ${evil}` },
      ],
    });
    const silenced = [{ ...finding({ id: evil, places: [{ ...place, file: evil }] }), why: evil }];
    const written = text.write(report([hostile], { silenced, problem: evil, trace: evil }), { color: false });
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe('sarif', () => {
  it('is valid without findings, and says what could not be read', () => {
    expect(resultsOf(report([]))).toEqual([]);
    const log = JSON.parse(sarif.write(report([], { problem: 'The trace is cut.' }), { color: false }));
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].invocations[0].toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: 'The trace is cut.' } },
    ]);
  });

  it('has the levels of the standard, and a rule once', () => {
    const written = report((['error', 'warning', 'hint'] as const).map((severity) => finding({ severity })));
    expect(resultsOf(written).map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note']);
    expect(JSON.parse(sarif.write(written, { color: false })).runs[0].tool.driver.rules).toHaveLength(1);
  });

  it('gives a finding without a place that of the script, and one without a line the file', () => {
    const unknown = { ...place, file: '', line: 0, column: 0 };
    const [none, file] = resultsOf(
      report([finding({ places: [] }), finding({ places: [{ ...place, line: 0, column: 0 }, unknown] })]),
    );
    const at = (uri: string) => [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' } } }];
    expect(none.locations).toEqual(at('src/main.ts'));
    expect(file.locations).toEqual(at('src/a%20b.ts'));
    expect([none.relatedLocations, file.relatedLocations]).toEqual([[], []]);
  });

  it('names a file outside of the folder by its whole address', () => {
    const [{ locations }] = resultsOf(report([finding({ places: [{ ...place, file: '/opt/lib.ts' }] })]));
    expect(locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'file:///opt/lib.ts' });
  });

  it('marks the whole range where its end is known', () => {
    const [{ locations }] = resultsOf(report([finding({ places: [{ ...place, end: { line: 4, column: 2 } }] })]));
    const region = { startLine: 3, startColumn: 5, endLine: 4, endColumn: 2 };
    expect(locations[0].physicalLocation.region).toEqual(region);
  });

  it('tells equal findings of one line apart, and those of an unreadable file by their words', () => {
    const written = report([finding(), finding(), finding({ title: 'Another' })], { lineText: () => '' });
    const prints = resultsOf(written).map((result: { partialFingerprints: object }) =>
      JSON.stringify(result.partialFingerprints),
    );
    expect(new Set(prints).size).toBe(3);
  });

  it('gives a step that is known of no event no place in the order', () => {
    const places = [
      { ...place, seq: 9 },
      { ...place, seq: 0, process: 'Process-2' },
      { ...place, seq: 4 },
    ];
    const [{ codeFlows }] = resultsOf(report([finding({ places })]));
    const flow = codeFlows[0].threadFlows.map((thread: { id: string; locations: { executionOrder?: number }[] }) => [
      thread.id,
      thread.locations.map(({ executionOrder }) => executionOrder ?? null),
    ]);
    expect(Object.fromEntries(flow)).toEqual({ 'Process-1': [2, 3], 'Process-2': [null] });
  });
});

it('json keeps the words as they are', () => {
  const { findings } = JSON.parse(json.write(report([finding({ title: '\u001b[2J"\n' })]), { color: false }));
  expect(findings[0].title).toBe('\u001b[2J"\n');
});
