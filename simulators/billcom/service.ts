import { ApiError, refuse } from './apiError';
import { Books } from './books';
import { CallLog } from './callLog';
import type { EntityDefinition } from './entityDefinition';
import { Faults, faultRequest } from './faults';
import { Journal } from './journal';
import { DOCUMENTED_LIMITS, Limits } from './limits';
import { Permissions } from './permissions';
import { plantRows, readSeed, type Seed } from './seed';
import { SESSION_IDLE_MS, Sessions, TOKEN_IDLE_MS } from './sessions';
import { RECEIVABLES } from './undocumented';

export { definitionOf } from './entities/registry';

/** How a double differs from the documented service, and where it keeps its rows. */
export interface ServiceOptions {
  readonly seed?: unknown;
  readonly dataFolder?: string;
  readonly sessionIdleMs?: number;
  readonly tokenIdleMs?: number;
  readonly hourlyLimit?: number;
  readonly msPerRequest?: number;
  readonly msPerRecord?: number;
  readonly now?: () => number;
}

/** The state of the simulated Bill.com: its organizations, who is signed in, and what is arranged to go wrong. */
export class Service {
  readonly seed: Seed;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly faults = new Faults();
  readonly permissions = new Permissions();
  readonly log = new CallLog();
  readonly now: () => number;
  readonly #books = new Map<string, Books>();
  readonly #journal: Journal;
  readonly #withoutReceivables = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(readonly options: ServiceOptions = {}) {
    this.now = options.now ?? Date.now;
    this.seed = readSeed(options.seed);
    const idle = {
      userMs: options.sessionIdleMs ?? SESSION_IDLE_MS,
      tokenMs: options.tokenIdleMs ?? TOKEN_IDLE_MS,
    };
    this.sessions = new Sessions(this.seed, this.now, idle);
    this.limits = new Limits(
      { ...DOCUMENTED_LIMITS, hourlyLimit: options.hourlyLimit ?? DOCUMENTED_LIMITS.hourlyLimit },
      this.now,
    );
    const { journal, entries } = Journal.open(options.dataFolder);
    this.#journal = journal;
    for (const { id } of this.seed.organizations) this.#books.set(id, new Books(id, journal, this.now));
    for (const { organization, row } of entries) this.#books.get(organization)?.restore(row);
    const known = new Set(entries.map((entry) => entry.organization));
    for (const seed of this.seed.organizations) {
      if (!known.has(seed.id)) plantRows(seed, this.booksOf(seed.id));
    }
  }

  /** The books of an organization; BDC_1123 where there is none of that id. */
  booksOf(organization: string): Books {
    const books = this.#books.get(organization);
    if (!books) throw refuse.badOrganization();
    return books;
  }

  /** The books of the organization that has this record, for callers who do not name one. */
  booksWith(definition: EntityDefinition, id: string): Books {
    const books = [...this.#books.values()].find((each) => each.find(definition.name, id));
    if (!books) throw refuse.notFound();
    return books;
  }

  /** Refuses what the plan of an organization does not have: receivables are not in every one (BDC_1145). */
  checkPlan(organization: string, entity: string): void {
    if (!RECEIVABLES.includes(entity)) return;
    const hasThem = this.seed.organizations.find(({ id }) => id === organization)?.hasReceivables;
    if (hasThem !== true || this.#withoutReceivables.has(organization)) throw refuse.notPermitted();
  }

  filterable(definition: EntityDefinition): string[] {
    return ['id', 'isActive', ...(this.faults.filterable.get(definition.name) ?? definition.filterable)];
  }

  /** Arranges faults. Throws a ZodError naming what is wrong with the request. */
  arrange(input: unknown): void {
    const request = faultRequest.parse(input);
    this.faults.add(request);
    if (request.expireSessions) this.sessions.endAll();
    const { maxConcurrent, hourlyLimit, hourlyLogins, planWithoutApi } = request;
    if (maxConcurrent !== undefined) this.limits.settings.maxConcurrent = maxConcurrent;
    if (hourlyLimit !== undefined) this.limits.settings.hourlyLimit = hourlyLimit;
    if (hourlyLogins !== undefined) this.limits.settings.hourlyLogins = hourlyLogins;
    if (request.emailsPerMinute !== undefined) this.limits.settings.emailsPerMinute = request.emailsPerMinute;
    const { withdraw, user, loginLeadsTo, planWithoutReceivables } = request;
    if (withdraw) this.permissions.withdraw(withdraw.entity, withdraw.acts);
    if (user) this.sessions.changeUser(user.userName, user);
    if (request.renewUsers) this.sessions.renewUsers();
    if (loginLeadsTo !== undefined) this.sessions.leadTo(loginLeadsTo ?? undefined);
    if (planWithoutReceivables === false) this.#withoutReceivables.clear();
    else if (planWithoutReceivables !== undefined) {
      for (const { id } of this.seed.organizations)
        if (planWithoutReceivables === true || planWithoutReceivables === id)
          this.#withoutReceivables.add(id);
    }
    if (planWithoutApi !== undefined) {
      for (const organization of this.seed.organizations) {
        if (planWithoutApi === organization.id || typeof planWithoutApi === 'boolean') {
          organization.hasApi = planWithoutApi === false;
        }
      }
    }
  }

  /** Back to the documented behaviour, the limits included. */
  clearFaults(): void {
    this.faults.clear();
    this.permissions.clear();
    this.#withoutReceivables.clear();
    this.sessions.leadTo(undefined);
    const hourlyLimit = this.options.hourlyLimit ?? DOCUMENTED_LIMITS.hourlyLimit;
    Object.assign(this.limits.settings, DOCUMENTED_LIMITS, { hourlyLimit });
    for (const organization of this.seed.organizations) organization.hasApi = true;
  }

  /** Carries a call out later; a refusal is told to nobody. */
  later(milliseconds: number, run: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      try {
        run();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    }, milliseconds);
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#journal.close();
  }
}
