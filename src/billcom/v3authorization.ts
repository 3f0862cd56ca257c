import { z } from 'zod';
import type { BillcomConnection } from './connection';
import { otherOrganization, permanentIfRefused, unreadableLogin } from './login';
import type { BillcomSession, SessionStore } from './ports';
import { createSessionKeeper } from './session';

/** What a v3 call carries to prove who we are. */
export interface V3Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Never to appear in an error or log. */
  readonly secrets: readonly string[];
}

/**
 * Where a v3 call's headers come from: today a session, one day Bill.com's OAuth client credentials, which replace
 * developer keys (reference/billcom.md §1.2).
 */
export interface V3Authorization {
  current(): Promise<V3Credentials>;
  /** After Bill.com refused `refused`: others, or an error. */
  renewed(refused: V3Credentials): Promise<V3Credentials>;
}

/** Makes a v3 call without credentials in its headers; answers the JSON. */
export type V3BareCall = (method: 'GET' | 'POST', path: string, body: unknown) => Promise<unknown>;

/** Sessions of `POST /login`, kept in a store of their own: that v3 sessions work on v2 calls is not proven. */
export function sessionAuthorization(
  connection: BillcomConnection,
  store: SessionStore,
): (call: V3BareCall, now: () => number) => V3Authorization {
  return (call, now) => {
    const keeper = createSessionKeeper(store, () => signInV3(connection, call, now));
    const credentialsOf = ({ sessionId }: BillcomSession): V3Credentials => ({
      headers: { devKey: connection.devKey, sessionId },
      secrets: [connection.devKey, connection.password, sessionId],
    });
    return {
      current: async () => credentialsOf(await keeper.current()),
      renewed: async (refused) =>
        credentialsOf(await keeper.renewed({ sessionId: refused.headers.sessionId ?? '' })),
    };
  };
}

/** Bearer tokens from elsewhere; `tokenFor` is given the one that was refused. */
export function bearerAuthorization(
  tokenFor: (refused: string | undefined) => Promise<string>,
): () => V3Authorization {
  const bearer = 'Bearer ';
  const credentialsOf = (token: string): V3Credentials => ({
    headers: { authorization: bearer + token },
    secrets: [token],
  });
  return () => ({
    current: async () => credentialsOf(await tokenFor(undefined)),
    renewed: async ({ headers }) =>
      credentialsOf(await tokenFor(headers.authorization?.slice(bearer.length))),
  });
}

const loginAnswer = z.object({
  sessionId: z.string().min(1),
  organizationId: z.string(),
  userId: z.string(),
});

async function signInV3(
  connection: BillcomConnection,
  call: V3BareCall,
  now: () => number,
): Promise<BillcomSession> {
  const { userName, password, organizationId, devKey, v3Url } = connection;
  const body = { username: userName, password, organizationId, devKey };
  const answer = loginAnswer.safeParse(
    await call('POST', '/login', body).catch((error: unknown) => {
      throw permanentIfRefused(error);
    }),
  );
  if (!answer.success) throw unreadableLogin('/login');
  if (answer.data.organizationId !== organizationId) throw otherOrganization('/login');
  return { ...answer.data, endpoint: v3Url, signedInAt: new Date(now()).toISOString() };
}
