// Errors that the kernel names and the runtime rebuilds, so that `instanceof` holds on the user's side.

import { errorClasses, LanescopeError } from '../base/errors.ts';

export function errorByName(name: string, message: string): Error {
  const Class = Object.hasOwn(errorClasses, name) ? errorClasses[name as keyof typeof errorClasses] : undefined;
  return Class ? new Class(message) : new LanescopeError(`${name}: ${message}`);
}
