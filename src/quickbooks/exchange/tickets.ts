import { hashTicket } from '../webconnector/tickets';
import { endSessionAndTell } from './ending';
import type { Gateway } from './gateway';
import { clock } from './gateway';
import type { TicketSession } from './sessionRows';
import { sessionOfTicket } from './sessionRows';

const expiredSentence =
  'This update was not heard of for too long and has ended. The next update goes on where it stopped; nothing needs to be done.';

/**
 * The session that a ticket belongs to, closed ones included. An expired one is closed on the way.
 * @returns undefined for text that is no ticket of ours.
 */
export async function recognise(gateway: Gateway, ticket: string): Promise<TicketSession | undefined> {
  const hash = hashTicket(ticket);
  if (!hash) return undefined;
  const expiry = { idleMs: gateway.limits.ticketIdleMs, absoluteMs: gateway.limits.ticketAbsoluteMs };
  const session = await gateway.database.asSystem((tx) => sessionOfTicket(tx, hash, expiry, clock(gateway)));
  if (!session || session.state === 'closed' || !session.expired) return session;
  const { companyId, sessionId } = session;
  await gateway.database.inCompany(companyId, (tx) =>
    endSessionAndTell(tx, {
      companyId,
      sessionId,
      reason: 'the ticket expired',
      lastError: session.lastError ?? expiredSentence,
      at: gateway.now?.(),
    }),
  );
  return { ...session, state: 'closed', lastError: session.lastError ?? expiredSentence };
}
