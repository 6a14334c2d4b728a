// An ES module that stands for a CommonJS one where `import` would load it past the hooks (Node 22).

import { fileURLToPath } from 'node:url';
import { canonicalUrl } from './module-url.ts';

/** Source of a module that requires `url` and exports what it exports; `names` are those that its code assigns. */
export function facade(url: string, names: readonly string[]): string {
  const file = JSON.stringify(fileURLToPath(canonicalUrl(url)));
  const own = [...new Set(names)].filter((name) => name !== 'default' && name !== 'module.exports');
  return [
    "import { createRequire } from 'node:module';",
    `const loaded = createRequire(import.meta.url)(${file});`,
    'export default loaded;',
    ...own.map((name, index) => `const e${index} = loaded.${name}; export { e${index} as ${name} };`),
  ].join('\n');
}
