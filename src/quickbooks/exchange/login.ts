import { loadCompany } from '../../ledger/companies';
import { remindOfEmails } from '../../ledger/invoiceEmails';
import { enqueueSignal } from '../../ledger/outbox';
import { notePoll } from '../../ledger/polls';
import { resumeCompany } from '../../ledger/pausing';
import { quietUntil } from '../../ledger/quietHours';
import type { Transaction } from '../../ledger/database';
import { verifyPassword } from '../webconnector/passwords';
import type { AuthenticateCall } from '../webconnector/service';
import { hashTicket, newTicket } from '../webconnector/tickets';
import { endSession } from './ending';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import type { DueWork } from './loginRows';
import { companyOfUser, dueWork, insertDueCycle, noteLogin, noteRefusedLogin, putOff } from './loginRows';
import { insertSession, unclosedSession } from './sessionRows';

const notValid = ['', 'nvu'] as const;
const nothingToDo = ['', 'none'] as const;
const newerLogin = 'a newer login';

/** Answers authenticate: who it is, whether there is work, and if so a new session that fences the older one. */
export async function logIn(gateway: Gateway, call: AuthenticateCall): Promise<readonly string[]> {
  const attempt = { userName: call.strUserName, remoteAddress: call.remoteAddress };
  const admission = await gateway.loginLimiter.admit(attempt);
  if (!admission.isAllowed) {
    gateway.log.warn({ remoteAddress: call.remoteAddress }, 'too many failed logins: not looked at');
    return notValid;
  }
  const company = await gateway.database.asSystem((tx) => companyOfUser(tx, call.strUserName));
  const isRight = await verifyPassword(call.strPassword, company?.passwordHash);
  if (!company || !isRight) {
    gateway.log.warn({ remoteAddress: call.remoteAddress }, 'wrong user or password');
    if (company) noteRefusal(gateway, company.companyId);
    return notValid;
  }
  await gateway.loginLimiter.succeeded(attempt);
  const { companyId } = company;
  return gateway.database.inCompany(companyId, (tx) => openIfDue(gateway, tx, companyId));
}

/** For the company's people. Nobody waits for it: the time of the answer must not tell which users there are. */
function noteRefusal(gateway: Gateway, companyId: string): void {
  gateway.database
    .inCompany(companyId, async (tx) => {
      await noteRefusedLogin(tx, companyId, clock(gateway));
      await notePoll(tx, companyId, clock(gateway), true);
    })
    .catch((error: unknown) => gateway.log.warn({ err: error, companyId }, 'a refused login was not noted'));
}

async function openIfDue(gateway: Gateway, tx: Transaction, companyId: string): Promise<readonly string[]> {
  const at = clock(gateway);
  const { companyFile, isPauseOver } = await noteLogin(tx, companyId, at);
  await notePoll(tx, companyId, at, false);
  if (isPauseOver) await resumeCompany(tx, companyId, 'Tieout');
  const fenced = await fenceOlderSession(tx, companyId, gateway.now?.());
  const work = await dueWork(tx, companyId, at);
  if (!isDue(work, at ?? new Date())) {
    await remindWorkflow(tx, companyId, work, at);
    if (fenced && fenced.verdict !== 'empty') {
      await enqueueSignal(tx, companyId, 'sessionClosed', { sessionId: fenced.sessionId });
    }
    return nothingToDo;
  }
  const { cycle, mode } =
    work.cycle !== null && work.mode !== null
      ? { cycle: work.cycle, mode: work.mode }
      : await insertDueCycle(tx, companyId, at);
  const ticket = newTicket();
  const ticketHash = hashTicket(ticket);
  if (!ticketHash) throw new Error('a new ticket is not in the form of a ticket');
  const sessionId = await insertSession(tx, { companyId, ticketHash, cycle, at });
  await remindOfEmails(tx, companyId);
  await enqueueSignal(tx, companyId, 'sessionOpened', { sessionId, cycle, mode });
  gateway.log.info({ companyId, sessionId, cycle, mode, fenced: fenced?.sessionId }, 'a session is open');
  return [ticket, companyFile ?? ''];
}

/**
 * No session brings a cycle that is done with QuickBooks to the workflow again. Should Temporal's store have been lost,
 * this signal does, once in the company's own interval; a workflow that knows the cycle ignores it.
 */
async function remindWorkflow(
  tx: Transaction,
  companyId: string,
  work: DueWork,
  at: Date | null,
): Promise<void> {
  if (work.atBillcom === null || work.isPaused || !work.scheduleIsDue) return;
  const { settings } = await loadCompany(tx, companyId);
  await putOff(tx, companyId, settings.everyMinutes, at);
  await remindOfEmails(tx, companyId);
  await enqueueSignal(tx, companyId, 'syncNow', { ...work.atBillcom });
}

/** One Web Connector per company: a new login proves that the older session is over (design §4.5, §4.9). */
async function fenceOlderSession(
  tx: Transaction,
  companyId: string,
  at: Date | undefined,
): ReturnType<typeof unclosedSession> {
  const older = await unclosedSession(tx, companyId);
  if (older) await endSession(tx, { companyId, sessionId: older.sessionId, reason: newerLogin, at });
  return older;
}

/**
 * A decision, not a query: whether QuickBooks is to be opened now. A running cycle whose worker called its QuickBooks
 * lane empty wants no session any more, however long Bill.com makes it wait. In quiet hours only the schedule rests.
 */
export function isDue(work: DueWork, now: Date): boolean {
  if (work.isPaused) return false;
  if (work.cycle !== null || work.hasDoubt) return true;
  if (quietUntil(work.quietHours, work.zone, now) !== undefined) return false;
  return work.scheduleIsDue && !work.waitsForAccept && work.atBillcom === null;
}
