// The smallest test runner that works inside an extension host: titles, bodies, and what became of them.

import { writeFileSync } from 'node:fs';

export interface Outcome {
  title: string;
  /** The stack of what was thrown; null where the test passed. */
  error: string | null;
}

const tests: { title: string; body: () => Promise<void> | void }[] = [];
const timeLimitMs = 60_000;

export function test(title: string, body: () => Promise<void> | void): void {
  tests.push({ title, body });
}

/** Runs everything that was registered and writes the outcomes, as JSON, to `file`. */
export async function runAll(file: string): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { title, body } of tests) {
    const error = await outcomeOf(body);
    outcomes.push({ title, error });
    writeFileSync(file, JSON.stringify(outcomes));
  }
}

/** Waits until `probe` gives something else than undefined or false, and returns it. */
export async function until<T>(what: string, probe: () => T | undefined | false | Promise<T | undefined | false>) {
  const end = Date.now() + timeLimitMs / 2;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`gave up waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function outcomeOf(body: () => Promise<void> | void): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeLimit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeLimitMs / 1000} s`)), timeLimitMs);
  });
  try {
    await Promise.race([body(), timeLimit]);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
