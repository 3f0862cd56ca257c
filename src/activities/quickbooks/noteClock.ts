import type { Transaction } from '../../ledger/database';
import { newestRecords } from '../../ledger/newest';
import { loadClock, printedOffsets, saveClock } from '../../ledger/pcClock';
import type { EntityName } from '../../entities/definition';
import type { Exchange } from '../../quickbooks/exchange/exchanges';
import { measure, noteAhead, questionOf, type PcClock } from '../../quickbooks/pcClock';
import { styleSeen } from '../../quickbooks/printedOffset';
import type { QbxmlAnswer } from '../../quickbooks/qbxml/types';

/** Whose clock, in which zone. */
interface Pc {
  readonly companyId: string;
  readonly zone: string;
}

/** A clock that goes as before is taken down this often. */
const sameAgainMs = 3_600_000;

/** What QuickBooks stamped our writes with, beside the moments at which they left and were answered. */
export async function noteStamp(
  tx: Transaction,
  { companyId, zone }: Pc,
  { sentAt, answeredAt }: Pick<Exchange, 'sentAt' | 'answeredAt'>,
  answer: QbxmlAnswer,
): Promise<void> {
  const stamps = answer.responses
    .flatMap((response) => response.records)
    .map(({ fields }) => fields.TimeModified)
    .filter((time) => typeof time === 'string');
  // The last request of a set was carried out last.
  const printed = stamps.at(-1);
  if (printed === undefined || sentAt === null || answeredAt === null) return;
  const before = await loadClock(tx, companyId);
  const stamped = { printed, sentAt, answeredAt };
  const question = questionOf(before, zone, stamped);
  const seen = question && styleSeen(await printedOffsets(tx, companyId));
  const asked = question ?? before?.asked;
  const clock = { ...measure(before, zone, stamped, seen), ...(asked ? { asked } : {}) };
  if (isNews(before, clock)) await saveClock(tx, companyId, clock);
}

/** A record whose time has not come yet. */
export async function noteNewest(
  tx: Transaction,
  { companyId, zone }: Pc,
  entities: readonly EntityName[],
  before: PcClock | undefined,
): Promise<void> {
  const [newest] = await newestRecords(tx, companyId, entities, 1);
  const clock = noteAhead(before, zone, newest?.modified, new Date());
  if (clock !== undefined && clock !== before) await saveClock(tx, companyId, clock);
}

function isNews(before: PcClock | undefined, { measuredAt, ...now }: PcClock): boolean {
  if (!before || Date.parse(measuredAt) - Date.parse(before.measuredAt) >= sameAgainMs) return true;
  const { measuredAt: _measuredAt, ...then } = before;
  return JSON.stringify(then) !== JSON.stringify(now);
}
