import type { BillcomSession, SessionStore } from './ports';

export interface SessionKeeper {
  /** The stored session, or a new one. */
  current(): Promise<BillcomSession>;
  /** After Bill.com refused `ended`: another process's newer session, or a new one. */
  renewed(ended: Pick<BillcomSession, 'sessionId'>): Promise<BillcomSession>;
  /** A new one in any case. */
  fresh(): Promise<BillcomSession>;
}

/**
 * Keeps the one session of an organization. States of the stored session: none → signing in (one process, the
 * others wait at the mutex) → signed in → refused by Bill.com (35 min idle; 48 h with a sync token) → none.
 * Nobody holds a call slot while waiting here, so that the one who signs in finds a free one.
 */
export function createSessionKeeper(
  store: SessionStore,
  signIn: () => Promise<BillcomSession>,
): SessionKeeper {
  const signInUnless = (isUsable: (stored: BillcomSession) => boolean) =>
    store.exclusively(async () => {
      const stored = await store.get();
      if (stored && isUsable(stored)) return stored;
      if (stored) await store.drop(stored.sessionId);
      const session = await signIn();
      await store.put(session);
      return session;
    });

  return {
    current: async () => (await store.get()) ?? (await signInUnless(() => true)),
    renewed: async (ended) => {
      const isNewer = (stored: BillcomSession) => stored.sessionId !== ended.sessionId;
      const stored = await store.get();
      return stored && isNewer(stored) ? stored : signInUnless(isNewer);
    },
    fresh: () => signInUnless(() => false),
  };
}

/**
 * Calls with the current session; if Bill.com says that it has ended, once more with a renewed one. That call was
 * not carried out, so writes are repeated too. `isEnded` looks at the error of a call.
 */
export async function withSession<T>(
  keeper: SessionKeeper,
  store: SessionStore,
  isEnded: (error: unknown) => boolean,
  call: (session: BillcomSession) => Promise<T>,
): Promise<T> {
  const session = await keeper.current();
  try {
    return await call(session);
  } catch (error) {
    if (!isEnded(error)) throw error;
  }
  const renewed = await keeper.renewed(session);
  try {
    return await call(renewed);
  } catch (error) {
    if (isEnded(error)) await store.drop(renewed.sessionId);
    throw error;
  }
}
