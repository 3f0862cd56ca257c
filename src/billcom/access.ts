import { z } from 'zod';
import type { Caller } from './caller';
import { BillcomError } from './errors';
import { otherOrganization } from './login';
import { isoTime, isBillcomTime } from './times';

export interface AccessCheck {
  readonly organizationId: string;
  readonly userId: string;
  /** Missing where the sign-in may not list its organizations. */
  readonly organizationName?: string;
  /** v2 base that calls go to. */
  readonly environmentUrl: string;
}

/** Login's names and the longer ones: which of them `GetSessionInfo` uses is not documented where we could read it. */
const sessionInfo = z.union([
  z.object({ organizationId: z.string(), userId: z.string() }),
  z
    .object({ orgId: z.string(), usersId: z.string() })
    .transform(({ orgId, usersId }) => ({ organizationId: orgId, userId: usersId })),
]);
const organizations = z.array(z.object({ orgId: z.string(), orgName: z.string() }));

/**
 * Signs in with the credentials as given, whatever session is stored, and asks Bill.com whose session it is.
 * Costs one or two of the 200 logins an hour (`ListOrgs` counts as one): for connecting, not for each cycle.
 */
export async function checkAccess(caller: Caller): Promise<AccessCheck> {
  const session = await caller.signInAfresh();
  const answer = await caller.call({ operation: 'GetSessionInfo', isWrite: false });
  const info = sessionInfo.safeParse(answer);
  const who = info.success ? info.data : session;
  if (who.organizationId !== caller.connection.organizationId) throw otherOrganization('GetSessionInfo');
  const organizationName = await nameOf(caller);
  return {
    organizationId: who.organizationId,
    userId: who.userId,
    ...(organizationName === undefined ? {} : { organizationName }),
    environmentUrl: session.endpoint,
  };
}

/** A comfort only: whatever goes wrong here, the access is proven already. */
async function nameOf(caller: Caller): Promise<string | undefined> {
  const { devKey, userName, password, organizationId } = caller.connection;
  try {
    const answer = organizations.safeParse(await caller.callBare('ListOrgs', { devKey, userName, password }));
    return answer.data?.find(({ orgId }) => orgId === organizationId)?.orgName;
  } catch (error) {
    if (error instanceof BillcomError) return undefined;
    throw error;
  }
}

export interface ServerTime {
  /** Bill.com's clock, ISO in UTC. */
  readonly billcom: string;
  /** Our clock halfway between question and answer, epoch milliseconds. */
  readonly asked: number;
}

const timeAnswer = z.object({ currentTime: z.string().refine(isBillcomTime) });

/** Bill.com's clock beside ours, to learn the difference. */
export async function currentTime(caller: Caller): Promise<ServerTime> {
  const before = caller.now();
  const answer = timeAnswer.safeParse(await caller.call({ operation: 'CurrentTime', isWrite: false }));
  if (!answer.success) {
    throw new BillcomError({
      class: 'outage',
      sentence: "Bill.com's answer about its clock cannot be read.",
      cure: 'Tieout tries again by itself.',
      whoCanDoIt: 'nobody',
      operation: 'CurrentTime',
    });
  }
  return { billcom: isoTime(answer.data.currentTime), asked: Math.round((before + caller.now()) / 2) };
}
