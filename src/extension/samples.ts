// The samples that come with the extension, and how one is copied without ever overwriting a file of the user.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

export interface Sample {
  /** File name, such as `greet.ts`. */
  name: string;
  /** The first sentence of the comment it starts with. */
  summary: string;
  text: string;
}

/** The samples of the extension in `extensionPath`, in the order of their names. */
export async function listSamples(extensionPath: string): Promise<Sample[]> {
  const folder = join(extensionPath, 'media', 'samples');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, summary: summaryOf(text), text };
    }),
  );
}

/** The first sentence of the comment that `text` starts with; empty where there is none. */
export function summaryOf(text: string): string {
  const comment = /^\s*(?:\/\*\*?([\s\S]*?)\*\/|((?:\/\/.*\r?\n?)+))/.exec(text);
  const words = (comment?.[1] ?? comment?.[2] ?? '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:\/\/|\*)\s?/, '').trim())
    .join(' ')
    .trim();
  return /^.*?[.!?](?=\s|$)/.exec(words)?.[0] ?? words;
}

/** Copies `sample` into `folder` and returns its path; a file with other contents stays and the copy gets a number. */
export async function copySample(sample: Sample, folder: string): Promise<string> {
  const { name, ext } = parse(sample.name);
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? sample.name : `${name}-${number}${ext}`);
    try {
      await writeFile(path, sample.text, { flag: 'wx' });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if ((await readFile(path, 'utf8')) === sample.text) return path;
    }
  }
}
