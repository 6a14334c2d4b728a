// Does a text import `lanescope`? A cheap scan for a menu's condition: it may be wrong inside a string, never slow.

const languages = new Set(['typescript', 'javascript']);

/** Is it a language whose files can be run? */
export function mayImportLanescope(languageId: string): boolean {
  return languages.has(languageId);
}

/** True where a line of `text` imports or requires the module `lanescope`, and that line is no comment. */
export function importsLanescope(text: string): boolean {
  return /^(?!\s*(?:\/\/|\*|\/\*)).*?(?:\bfrom|\bimport|\b(?:import|require)\s*\()\s*(['"])lanescope\1/m.test(text);
}
