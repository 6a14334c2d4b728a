// Four processes look in four places. The first answer is enough, and the others are not wanted any more.

import { Process, Queue, sleep } from 'lanescope';

async function look(where: string, ms: number, answers: Queue<string>) {
  await sleep(ms);
  await answers.put(`found in ${where}`);
}

if (import.meta.main) {
  const answers = new Queue<string>();
  const places = ['cellar', 'attic', 'garden', 'car'];
  places.map((place, i) => new Process({ target: look, args: [place, 100 * i, answers] }).start());
  console.log(await answers.get());
}
