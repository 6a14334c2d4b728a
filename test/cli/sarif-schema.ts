// The JSON schema of SARIF 2.1.0, as Microsoft's matchers for it bring it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(require.resolve(path), 'utf8')) as object;

const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

/** What makes a log invalid; none for a valid one. */
export function sarifFaults(log: unknown): string[] {
  if (validate(log)) return [];
  return (validate.errors ?? []).map(
    ({ dataPath, message, params }) => `${dataPath}: ${message} ${JSON.stringify(params)}`,
  );
}
