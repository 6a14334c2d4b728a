// Scores of four players, each a record in a list of a manager; each writes its own back when it has changed.

import { type ListProxy, Manager, Process } from 'lanescope';

interface Score {
  points: number;
}

class Player extends Process {
  readonly place: number;
  readonly scores: ListProxy<Score>;

  constructor(place: number, scores: ListProxy<Score>) {
    super();
    this.place = place;
    this.scores = scores;
  }

  override async run() {
    const own = await this.scores.at(this.place);
    for (let round = 1; round <= 3; round++) own.points += round;
    await this.scores.set(this.place, own);
  }
}

async function main() {
  await using manager = await Manager.start();
  const scores = manager.list<Score>([0, 1, 2, 3].map(() => ({ points: 0 })));
  const players = [0, 1, 2, 3].map((place) => new Player(place, scores));
  for (const player of players) await player.start();
  for (const player of players) await player.join();
  for (const { place } of players) console.log(place, (await scores.at(place)).points);
}

if (import.meta.main) await main();
