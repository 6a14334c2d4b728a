// Where every lane lies: few fill the panel, many keep a readable height and scroll.

export interface LaneBox {
  y: number;
  height: number;
  barY: number;
  barHeight: number;
  /** Rows of labels above and below the bar. */
  above: number;
  below: number;
}

export const labelRow = 17;

const limits = { process: { least: 22, most: 210 }, queue: { least: 22, most: 100 } };

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function processBox(y: number, height: number): LaneBox {
  const barHeight = Math.round(height < 40 ? height - 8 : clamp(height * 0.24, 18, 30));
  const rows = Math.floor((height - barHeight - 14) / labelRow);
  const above = Math.max(0, Math.ceil(rows / 2));
  const below = Math.max(0, Math.floor(rows / 2));
  const spare = height - barHeight - (above + below) * labelRow;
  return { y, height, barY: Math.round(y + spare / 2 + above * labelRow), barHeight, above, below };
}

function queueBox(y: number, height: number): LaneBox {
  const pad = height < 40 ? 3 : 8;
  return { y, height, barY: y + pad, barHeight: height - 2 * pad, above: 0, below: 0 };
}

/** Boxes in the order of `kinds`, y from 0 without scrolling. */
export function laneBoxes(kinds: readonly ('process' | 'queue')[], height: number): LaneBox[] {
  const shares = kinds.reduce((sum, kind) => sum + (kind === 'process' ? 2 : 1), 0);
  const unit = height / Math.max(shares, 1);
  let y = 0;
  return kinds.map((kind) => {
    const wanted = kind === 'process' ? 2 * unit : unit;
    const own = Math.floor(clamp(wanted, limits[kind].least, limits[kind].most));
    const box = kind === 'process' ? processBox(y, own) : queueBox(y, own);
    y += own;
    return box;
  });
}
