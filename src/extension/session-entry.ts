// Entry of session.js: everything of the extension that is loaded only once somebody uses it.

export { openSession } from './session.ts';
