/** Subjects in the order of the index: the names of the files without their ending. */
export const subjects: readonly string[];
/** The text of dist/lanescope.d.ts. */
export function declarations(): string;
