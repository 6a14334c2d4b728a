// How the user lays out code: what is put in or moved follows it.

import type { Module } from '../model/module.ts';
import type { AnyNode } from '../model/tree.ts';

/** What one level of indentation is in this file. */
export function unitOf(source: string): string {
  const first = /^(\t| {2,8})(?=[^\s*])/m.exec(source)?.[1];
  return first ?? '  ';
}

/** The white space before the first word of the line at `offset`. */
export function indentAt(source: string, offset: number): string {
  return /^[ \t]*/.exec(source.slice(lineStart(source, offset), offset))?.[0] ?? '';
}

export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

/** The line break that the file uses. */
export function breakOf(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

/** The offset behind the line at `offset`, its break included, where nothing but white space and a comment follow; else `offset`. */
export function endOfLine(source: string, offset: number): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n|$)/.exec(source.slice(offset));
  return offset + (rest?.[0].length ?? 0);
}

/** The first comment that belongs to what starts at `offset`: on the lines right above it. */
export function withComments(source: string, offset: number): number {
  let start = lineStart(source, offset);
  if (source.slice(start, offset).trim() !== '') return offset;
  for (;;) {
    const before = lineStart(source, start - 1);
    if (start === 0 || !source.slice(before, start).trimStart().startsWith('//')) return start;
    start = before;
  }
}

/** The text between two offsets, whole lines, one level deeper; what stands in template literals keeps its place. */
export function deeper({ source, tree }: Module, start: number, end: number): string {
  const unit = unitOf(source);
  const fixed = tree.nodes.filter(({ type }) => type === 'TemplateElement');
  let text = '';
  for (let at = start; at < end; ) {
    const next = source.indexOf('\n', at);
    const stop = next < 0 || next >= end ? end : next + 1;
    const line = source.slice(at, stop);
    text += line.trim() === '' || isInside(fixed, at) ? line : unit + line;
    at = stop;
  }
  return text;
}

function isInside(nodes: readonly AnyNode[], offset: number): boolean {
  return nodes.some(({ start, end }) => start < offset && offset <= end);
}
