import { randomBytes } from 'node:crypto';
import { refuse } from './apiError';
import type { Seed, SeedOrganization } from './seed';

/** A user's session lives 35 idle minutes, a sync token's 48 idle hours ("Get started", "sync token-based sign in"). */
export const SESSION_IDLE_MS = 35 * 60_000;
export const TOKEN_IDLE_MS = 48 * 3_600_000;

/** One signed-in session; it slides with every call. */
export interface Session {
  readonly id: string;
  readonly devKey: string;
  readonly organization: string;
  readonly userId: string;
  readonly userName: string;
  readonly idleMs: number;
  readonly isSyncToken: boolean;
  lastUsed: number;
}

/** Who is signed in. One session serves v2 and v3 alike. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  #generation = 1;
  #leadsTo: string | undefined;

  constructor(
    private readonly seed: Seed,
    private readonly now: () => number,
    private readonly idle: { readonly userMs: number; readonly tokenMs: number },
  ) {}

  /** Signs in by user name and password, or by sync token name and value. */
  logIn(userName: string, password: string, organizationId: string, devKey: string): Session {
    this.checkDevKey(devKey);
    const organization = this.seed.organizations.find((each) => each.id === organizationId);
    if (!organization) throw refuse.badOrganization();
    const user = organization.users.findIndex(
      (each) => each.userName === userName && each.password === password,
    );
    const token = organization.syncTokens.findIndex(
      (each) => each.name === userName && each.value === password,
    );
    if (user < 0 && token < 0) throw refuse.badLogin();
    if (!organization.hasApi) throw refuse.noApi();
    if (organization.users[user]?.isActive === false) throw refuse.noActiveUser(userName, organizationId);
    const session: Session = {
      id: randomBytes(24).toString('base64url'),
      devKey,
      organization: this.#leadsTo ?? organizationId,
      userId: `006${String(this.#generation).padStart(2, '0')}${String(user < 0 ? 900 + token : user).padStart(15, '0')}`,
      userName,
      idleMs: user < 0 ? this.idle.tokenMs : this.idle.userMs,
      isSyncToken: user < 0,
      lastUsed: this.now(),
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** The organizations that user name and password open, for ListOrgs. */
  organizationsOf(userName: string, password: string): SeedOrganization[] {
    const found = this.seed.organizations.filter(
      ({ users, syncTokens }) =>
        users.some((each) => each.userName === userName && each.password === password) ||
        syncTokens.some((each) => each.name === userName && each.value === password),
    );
    if (found.length === 0) throw refuse.badLogin();
    return found;
  }

  /** The session of a call, which thereby stays alive. Throws BDC_1109 once it was idle for too long. */
  use(sessionId: string, devKey: string): Session {
    this.checkDevKey(devKey);
    const session = this.#sessions.get(sessionId);
    const isAlive = session && session.devKey === devKey && this.now() - session.lastUsed < session.idleMs;
    if (!isAlive) throw refuse.badSession();
    session.lastUsed = this.now();
    if (!this.seed.organizations.find((each) => each.id === session.organization)?.hasApi)
      throw refuse.noApi();
    return session;
  }

  /** The role of a session's user as it is now; a sync token's is Accountant. */
  roleOf({ organization, userName }: Session): string {
    const found = this.seed.organizations.find((each) => each.id === organization);
    return found?.users.find((each) => each.userName === userName)?.role ?? 'Accountant';
  }

  /** Somebody gives a user another role, or switches it off; its sessions end with that. */
  changeUser(userName: string, change: { role?: string | undefined; isActive?: boolean | undefined }): void {
    for (const { users } of this.seed.organizations)
      for (const user of users.filter((each) => each.userName === userName)) {
        if (change.role !== undefined) user.role = change.role;
        if (change.isActive !== undefined) user.isActive = change.isActive;
      }
    if (change.isActive === false) this.#endOf(userName);
  }

  /** All users and tokens are made anew: the same names and passwords are other people from now on. */
  renewUsers(): void {
    this.#generation += 1;
    this.endAll();
  }

  /** Every later login opens this organization, whichever it asks for; undefined: the one it asks for. */
  leadTo(organization: string | undefined): void {
    if (this.#leadsTo === organization) return;
    this.#leadsTo = organization;
    this.endAll();
  }

  #endOf(userName: string): void {
    for (const { id } of [...this.#sessions.values()].filter((each) => each.userName === userName))
      this.end(id);
  }

  /** Whose session that is, without using it. */
  peek(sessionId: string): Session | undefined {
    return this.#sessions.get(sessionId);
  }

  end(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  endAll(): void {
    this.#sessions.clear();
  }

  checkDevKey(devKey: string): void {
    if (!this.seed.devKeys.includes(devKey)) throw refuse.badDeveloperKey();
  }
}
