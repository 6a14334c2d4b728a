// Two processes wait for a condition of which nobody tells them.

import { Condition, Process } from 'lanescope';

async function dance(music: Condition) {
  await music.with(async () => {
    await music.wait(); //! deadlock
  });
  console.log('dances');
}

if (import.meta.main) {
  const music = new Condition();
  const dancers = [1, 2].map(() => new Process({ target: dance, args: [music] }));
  for (const dancer of dancers) dancer.start();
  for (const dancer of dancers) await dancer.join(); //& deadlock
}
