// `npm run stress [-- idle busy kills races short flood] [--times N]`: the samples 50 times, idle and with busy cores; 200 runs in
// which one process is killed; races of every kind of end with a grant; 1,000 short runs; ten million messages. Takes about an
// hour; the parts can be run one by one.

import { stressFlood } from './flood.mjs';
import { stressKills } from './kills.mjs';
import { stressRaces } from './races.mjs';
import { stressSamples } from './samples.mjs';
import { stressShort } from './short.mjs';

const parts = {
  idle: (times = 50) => stressSamples(times, { isBusy: false }),
  busy: (times = 50) => stressSamples(times, { isBusy: true }),
  kills: (times = 200) => stressKills(times),
  races: (times = 5000) => stressRaces(times),
  short: (times = 1000) => stressShort(times),
  flood: (times = 10_000_000) => stressFlood(times),
};

const args = process.argv.slice(2);
const at = args.indexOf('--times');
const times = at < 0 ? undefined : Number(args.splice(at, 2)[1]);
const wanted = args.length > 0 ? args : Object.keys(parts);
const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined || (times !== undefined && !(times > 0))) {
  console.error(`There is no such part; the parts are ${Object.keys(parts).join(', ')}, and --times takes a number.`);
  process.exit(2);
}

let failures = 0;
for (const name of wanted) failures += (await parts[name](times)).failures;
console.log(failures === 0 ? 'All as promised.' : `${failures} failures.`);
process.exit(failures === 0 ? 0 : 1);
