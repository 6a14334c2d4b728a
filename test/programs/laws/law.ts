// A law is a sentence and a check of it; a program of laws prints each verdict, and the run is judged by them.

/** Prints whether the check held. A broken law says what was found instead. */
export async function law(sentence: string, check: () => unknown): Promise<void> {
  try {
    await check();
    console.log(`holds: ${sentence}`);
  } catch (error) {
    console.log(`BROKEN: ${sentence}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
}

export function same(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${found} where ${wanted} was expected`);
}

/** The promise rejects with an error of this name, whose message has these words. */
export async function rejects(promise: Promise<unknown>, name: string, ...words: string[]): Promise<void> {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)} where ${name} was expected`),
    (reason: unknown) => reason,
  );
  compare(error, name, words);
}

export function throws(call: () => unknown, name: string, ...words: string[]): void {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    compare(error, name, words);
    return;
  }
  throw new Error(`returned ${JSON.stringify(result)} where ${name} was expected`);
}

function compare(error: unknown, name: string, words: string[]): void {
  if (!(error instanceof Error)) throw new Error(`${String(error)} where ${name} was expected`);
  if (error.name !== name) throw error;
  for (const word of words) if (!error.message.includes(word)) throw new Error(`'${error.message}' lacks '${word}'`);
}
