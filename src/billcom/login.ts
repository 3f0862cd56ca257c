import { z } from 'zod';
import { endpointAfterLogin, type BillcomConnection } from './connection';
import { BillcomError } from './errors';
import type { BillcomSession } from './ports';

/** A v2 call outside of a session; answers its `response_data`. */
export type BareCall = (operation: string, fields: Record<string, string>) => Promise<unknown>;

const loginAnswer = z.object({
  sessionId: z.string().min(1),
  orgId: z.string(),
  usersId: z.string(),
  apiEndPoint: z.string().nullish(),
});

/** v2 `Login`. Throws `authPermanent` for wrong credentials and for a session in another organization. */
export async function signInV2(
  connection: BillcomConnection,
  call: BareCall,
  now: () => number,
): Promise<BillcomSession> {
  const { userName, password, organizationId, devKey, v2Url } = connection;
  const answer = await call('Login', { userName, password, orgId: organizationId, devKey }).catch(
    (error: unknown) => {
      throw permanentIfRefused(error);
    },
  );
  const session = loginAnswer.safeParse(answer);
  if (!session.success) throw unreadableLogin('Login');
  if (session.data.orgId !== organizationId) throw otherOrganization('Login');
  return {
    sessionId: session.data.sessionId,
    organizationId: session.data.orgId,
    userId: session.data.usersId,
    endpoint: endpointAfterLogin(v2Url, session.data.apiEndPoint),
    signedInAt: new Date(now()).toISOString(),
  };
}

/** A bare HTTP 401 means an ended session elsewhere; at the login itself it means wrong credentials. */
export function permanentIfRefused(error: unknown): unknown {
  if (!(error instanceof BillcomError) || error.httpStatus !== 401 || error.code !== undefined) return error;
  return error.but({
    class: 'authPermanent',
    sentence: 'Bill.com does not accept these credentials.',
    cure: 'Create a new sync token in Bill.com and enter it here.',
    whoCanDoIt: 'Administrator',
  });
}

export function unreadableLogin(operation: string): BillcomError {
  return new BillcomError({
    class: 'outage',
    sentence: "Bill.com's answer to the sign-in cannot be read.",
    cure: 'Check the address of the environment; otherwise Tieout tries again by itself.',
    whoCanDoIt: 'operator',
    operation,
  });
}

export function otherOrganization(operation: string): BillcomError {
  return new BillcomError({
    class: 'otherIdentity',
    sentence: 'Bill.com signed us in to another organization than the one asked for.',
    cure: 'Check the organization id and create the sync token in that organization.',
    whoCanDoIt: 'Administrator',
    operation,
  });
}

/** The same credentials, and another user than at first contact: what this one sees and may do is another thing. */
export function otherUser(operation: string): BillcomError {
  return new BillcomError({
    class: 'otherIdentity',
    sentence: 'Bill.com signed us in as another user than before.',
    cure: 'If that is meant, an Administrator confirms it by entering the credentials again; if not, create a new sync token.',
    whoCanDoIt: 'Administrator',
    operation,
  });
}
