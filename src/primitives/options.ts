// What is checked of everything that users give as options; each class and method adds its own, in the same words.

/**
 * @param options - What was given; `undefined`: nothing.
 * @param what - `new Queue`, `Pool.map`
 * @param example - Options as they could be: `{ maxsize: 10 }`.
 * @throws TypeError naming `what` unless they are an object
 */
export function checkObject<T extends object>(options: T | undefined, what: string, example: string): Partial<T> {
  if (options === undefined) return {};
  if (typeof options === 'object' && options !== null) return options;
  throw new TypeError(`${what}: options must be an object such as ${example}, got ${typeof options}`);
}

/** The same where a name is all that can be given. */
export function checkNamed<T extends { name?: string }>(
  options: T | undefined,
  what: string,
  example = "{ name: 'door' }",
): Partial<T> {
  const checked = checkObject(options, what, example);
  checkName(checked.name, what);
  return checked;
}

/** Checks a name that a user gave. @throws TypeError naming the constructor. */
export function checkName(name: unknown, what: string): void {
  if (name !== undefined && typeof name !== 'string') throw new TypeError(`${what}: name must be a string`);
}
