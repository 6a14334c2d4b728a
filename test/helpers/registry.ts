// A registry of one package on this machine, so that a package manager can really install it by its name.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Registry {
  url: string;
  close(): void;
}

/** Serves `tarball` as `lanescope`; without one nothing is published yet. */
export async function startRegistry(tarball?: string): Promise<Registry> {
  const packed = tarball === undefined ? undefined : readFileSync(tarball);
  const server = createServer(({ url = '' }, response) => {
    if (!packed || !url.startsWith('/lanescope')) response.writeHead(404).end('{}');
    else if (url.endsWith('.tgz')) response.end(packed);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(describe(packed, address())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: address(), close: () => server.close() };
}

function describe(packed: Buffer, url: string): unknown {
  const { name, version, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  const dist = { tarball: `${url}/lanescope/-/${name}-${version}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, bin, dist } } };
}
