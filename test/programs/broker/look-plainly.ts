// What a program sees of its terminal; run by itself, without Lanescope.

import { isatty } from 'node:tty';
import { styleText } from 'node:util';

export function look(): void {
  const { stdout, stderr } = process;
  const seen = [stdout, stderr].map((stream) => [
    stream.isTTY,
    stream.columns,
    stream.rows,
    stream.getColorDepth?.(),
    stream.hasColors?.(256),
    stream.getWindowSize?.(),
    stream.writableHighWaterMark,
  ]);
  console.log(JSON.stringify([...seen, isatty(1), isatty(2)]));
  console.log({ coloured: [1, 'two', true, null] });
  console.table([{ a: 1, b: 'x' }]);
  console.error(styleText('red', 'an error'));
  process.stdout.write('no end of line');
  process.stdout.write('\n');
}

if (import.meta.main) look();
