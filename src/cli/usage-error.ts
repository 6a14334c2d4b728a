// A mistake of the user.

/** Said in one sentence, with what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
