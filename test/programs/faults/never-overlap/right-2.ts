// Four editors improve one text, each what the one before has left: they have to run one after the other.

import { Process, SharedArray, sleep } from 'lanescope';

async function edit(lengths: SharedArray<number>, editor: number) {
  await sleep(200); // stands for some work
  await lengths.set(editor, (await lengths.get(editor - 1)) - 10);
}

if (import.meta.main) {
  const lengths = new SharedArray('int32', [100, 0, 0, 0, 0]);
  for (let editor = 1; editor <= 4; editor++) {
    const one = new Process({ target: edit, args: [lengths, editor] });
    one.start();
    await one.join();
  }
  console.log(await lengths.slice());
}
