// A task of a pool fails again and again, and each time somebody comes to know in another way.

import { Pool } from 'lanescope';

function resize(picture: string) {
  if (picture.includes('broken')) throw new Error(`${picture} is no picture`);
  return `small ${picture}`;
}

function complain(error: unknown) {
  console.log(String(error));
}

const pictures = ['cat.png', 'broken.png', 'dog.png'];

if (import.meta.main) {
  await using pool = new Pool({ processes: 2 });
  const result = pool.applyAsync(resize, ['broken.png']);
  await result.wait();
  console.log(result.successful());
  await pool.apply(resize, ['broken.png']).catch(complain);
  await pool.map(resize, pictures).catch(complain);
  await pool.mapAsync(resize, pictures).get().catch(complain);
  try {
    for await (const small of pool.imap(resize, pictures)) console.log(small);
  } catch (error) {
    complain(error);
  }
  for await (const small of pool.imapUnordered(resize, ['cat.png', 'dog.png', 'cow.png'])) {
    console.log(small);
    break;
  }
}
