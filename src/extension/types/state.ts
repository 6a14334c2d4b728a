// Names in the state of the workspace and of the extension that more than one bundle uses.

/** Folders with a stub that the user has set up, each with the time of the stub in milliseconds; absent where there is none. */
export const stubsKey = 'lanescope.stubs';
