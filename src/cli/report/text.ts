// The report for people: the gravest first, each with its places, its cure and the page that explains it.

import { safeText } from '../../export/text/safe-text.ts';
import { type Severity, severities } from '../../trace/finding.ts';
import type { Report, ReportFinding, ReportFormat, ReportPlace } from './report.ts';

const headings: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', hint: 'Hints' };

type Tone = Severity | 'strong' | 'quiet';
const codes: Readonly<Record<Tone, string>> = { error: '31', warning: '33', hint: '36', strong: '1', quiet: '2' };
type Paint = (text: string, tone: Tone) => string;

export const text: ReportFormat = {
  id: 'text',
  write(report, { color }) {
    const paint: Paint = (words, tone) => (color ? `\u001b[${codes[tone]}m${words}\u001b[0m` : words);
    const parts = severities.flatMap((severity) => {
      const those = report.findings.filter((finding) => finding.severity === severity);
      return those.length === 0
        ? []
        : [paint(headings[severity], 'strong'), ...those.map((finding) => told(finding, paint))];
    });
    if (report.silenced.length > 0) {
      const lines = report.silenced.map(
        ({ id, places: [first], why }) => `${at(first)}${safeText(id)}: ${safeText(why)}`,
      );
      parts.push(paint('Silenced', 'strong'), paint(lines.join('\n'), 'quiet'));
    }
    if (report.problem !== null) parts.push(paint(`! ${safeText(report.problem)}`, 'error'));
    return `${[...parts, counted(report)].join('\n\n')}\n`;
  },
};

function told({ id, severity, title, message, cure, places, docs }: ReportFinding, paint: Paint): string {
  const [first, ...others] = places;
  const lines = [`${at(first)}${paint(severity, severity)} ${safeText(id)}: ${paint(safeText(title), 'strong')}`];
  const more = message.split('\n').filter((sentence) => sentence !== '' && !title.includes(sentence));
  lines.push(...more.map((sentence) => `  ${safeText(sentence)}`));
  // a place that the message tells already, in the same words, is not told twice
  const related = others.filter((place) => !message.includes(place.text));
  lines.push(...related.map((place) => paint(`  ${at(place)}${safeText(place.text)}`, 'quiet')));
  if (cure !== '') lines.push(`  → ${safeText(cure)}`);
  if (docs !== '') lines.push(paint(`  ${docs}`, 'quiet'));
  return lines.join('\n');
}

/** `greet.ts:5:24 `, as editors and terminals make links of it. */
function at(place: ReportPlace | undefined): string {
  if (!place || place.file === '') return '';
  return `${[safeText(place.file), ...[place.line, place.column].filter((number) => number > 0)].join(':')} `;
}

function counted({ findings, silenced, trace }: Report): string {
  const counts = severities.flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? severity : `${severity}s`}`];
  });
  const found = counts.join(', ').replace(/, (?=[^,]*$)/, ' and ') || 'No findings';
  return `${found} in ${safeText(trace)}${silenced.length > 0 ? `, ${silenced.length} silenced` : ''}`;
}
