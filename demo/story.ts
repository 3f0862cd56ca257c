import { writeFileSync } from 'node:fs';
import { accidents } from './chapters/accidents';
import { decisions } from './chapters/decisions';
import { ending, type Outcome } from './chapters/ending';
import { firstPreview } from './chapters/firstPreview';
import { firstSync } from './chapters/firstSync';
import { idle } from './chapters/idle';
import { opening } from './chapters/opening';
import { bothWays } from './chapters/bothWays';
import { monthEntered } from './chapters/monthEntered';
import { payments } from './chapters/payments';
import { customersPay } from './chapters/receivables/customersPay';
import { invoiceRules } from './chapters/receivables/invoiceRules';
import { legacyStatus } from './chapters/receivables/legacyStatus';
import { monthInvoiced } from './chapters/receivables/monthInvoiced';
import { settled } from './chapters/receivables/settled';
import { tieOut } from './chapters/tieOut';
import type { Stage } from './world/stage';

/** The story, chapter by chapter. */
export async function playStory(stage: Stage): Promise<Outcome> {
  await opening(stage);
  await firstPreview(stage);
  await firstSync(stage);
  const { askedAbout } = await accidents(stage);
  await decisions(stage, askedAbout);
  await idle(stage);
  const bills = await monthEntered(stage);
  await payments(stage, bills);
  await bothWays(stage, bills);
  await monthInvoiced(stage);
  await settled(stage, await customersPay(stage));
  await invoiceRules(stage);
  await legacyStatus(stage);
  return ending(stage, await tieOut(stage));
}

/** What was shown, for programs. */
export function writeResult(file: string, stage: Stage, outcome: Outcome): void {
  const { entities, holds, invariants, tieOut } = outcome;
  const cycles = stage.cycles.map(({ what, cycle, applied, refused, updates }) => ({
    ...cycle,
    what,
    applied,
    refused,
    sessions: updates.length,
    roundTrips: updates.reduce((sum, update) => sum + update.roundTrips, 0),
  }));
  const result = { entities, holds, invariants, cycles, tieOut };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
