// Which processes may be started ahead, and in whose place.

import { describe, expect, it } from 'vitest';
import { warmKey } from '../../src/broker/warm-key.ts';

const home = { PATH: '/bin', HOME: '/home/me', LANG: 'de_DE.UTF-8' };

describe('a process may be started ahead for another', () => {
  it('whose environment differs only in what a program reads when it wants to', () => {
    expect(warmKey([], { ...home, HOME: '/elsewhere', ADDED: 'yes' })).toBe(warmKey([], home));
  });

  it('in whatever order and with whatever gaps the variables stand', () => {
    expect(warmKey([], { TZ: 'UTC', NODE_NO_WARNINGS: undefined, LANG: 'C' })).toBe(
      warmKey([], { LANG: 'C', TZ: 'UTC' }),
    );
  });

  it.each([
    'TZ',
    'LANG',
    'LC_ALL',
    'NODE_EXTRA_CA_CERTS',
    'LD_PRELOAD',
    'UV_THREADPOOL_SIZE',
    'SSL_CERT_FILE',
  ])('but not where %s, which is read at the start, is another', (name) => {
    expect(warmKey([], { ...home, [name]: 'other' })).not.toBe(warmKey([], home));
  });

  it('but not where NODE_OPTIONS are others', () => {
    expect(warmKey([], { NODE_OPTIONS: '--max-old-space-size=100' })).not.toBe(warmKey([], {}));
  });
});

describe('no process is started ahead', () => {
  it.each([
    ['--inspect'],
    ['--inspect-brk=0'],
    ['--import=./setup.mjs'],
    ['-r', './setup.cjs'],
    ['--cpu-prof'],
    ['--watch'],
    ['--unknown-flag'],
  ])('with %s, by which it would do something before its turn', (...flags) => {
    expect(warmKey(flags, home)).toBeNull();
    expect(warmKey([], { ...home, NODE_OPTIONS: flags.join(' ') })).toBeNull();
  });

  it.each(['NODE_V8_COVERAGE', 'NODE_DEBUG', 'VSCODE_INSPECTOR_OPTIONS'])('with %s', (name) => {
    expect(warmKey([], { ...home, [name]: '1' })).toBeNull();
    expect(warmKey([], { ...home, [name]: '' })).not.toBeNull();
  });

  it('but with flags that only change how code runs', () => {
    expect(warmKey(['--max-old-space-size=100', '--enable-source-maps'], home)).not.toBeNull();
  });
});
