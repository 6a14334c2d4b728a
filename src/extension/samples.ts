// The samples that come with the extension, and how one is copied without ever overwriting a file of the user.

import { readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** An entry of `media/samples/samples.json`. */
export interface Sample {
  /** File name, such as `greet.ts`. */
  file: string;
  title: string;
  /** One sentence: what is to be seen. */
  description: string;
  /** Files beside it that it reads, copied along. */
  with?: string[];
}

/** The samples of the extension in `extensionPath`, in the order in which they are best looked at. */
export async function listSamples(extensionPath: string): Promise<Sample[]> {
  return JSON.parse(await readFile(join(samplesIn(extensionPath), 'samples.json'), 'utf8')) as Sample[];
}

/** The text of `sample`, or of another of its files. */
export function readSample(extensionPath: string, { file }: Pick<Sample, 'file'>): Promise<string> {
  return readFile(join(samplesIn(extensionPath), file), 'utf8');
}

function samplesIn(extensionPath: string): string {
  return join(extensionPath, 'media', 'samples');
}

/** Writes `text` to `file` in `folder` and returns its path; a file with other contents stays and the copy gets a number. */
export async function copySample(file: string, text: string, folder: string): Promise<string> {
  const { name, ext } = parse(file);
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? file : `${name}-${number}${ext}`);
    try {
      await writeFile(path, text, { flag: 'wx' });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if ((await readFile(path, 'utf8')) === text) return path;
    }
  }
}
