import type { FastifyRequest } from 'fastify';
import { may, refusalOf, seeingOf, type CapabilityName } from '../access/capabilities';
import { bankBalance } from '../entities/bankBalance';
import type { EntityName } from '../entities/definition';
import { stepOrder } from '../entities/registry';
import type { TokenScope } from '../ledger/apiTokens';
import { loadCompany, type Company } from '../ledger/companies';
import { membersOf, membershipsOf, type Membership } from '../ledger/memberships';
import { assertMayConnect } from './connectActs';
import type { ConsoleDeps } from './deps';
import { ConfirmFirst, NotThere, Refused, SignedOut } from './faults';
import { isSafe, personOf, type Person } from './signedIn';

/** Who may ask for what: every route says it, and a route that does not say it answers nobody. */
export type Access =
  /** Somebody who is not signed in, too. */
  | 'anybody'
  | 'signedIn'
  /** Somebody who may connect another company. */
  | 'connect'
  /** A member of the company in the path who has this capability. */
  | CapabilityName;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** A page asks for it by itself: that is no use by which a sign-in goes on. */
    isNoUse?: boolean;
  }
  interface FastifyRequest {
    person: Person | null;
    inside: Inside | null;
  }
}

/** A member of a company, in it. */
export interface Inside {
  readonly person: Person;
  readonly company: Company;
  readonly membership: Membership;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lets a request in, or throws why not. Sets `person` and, for a company's routes, `inside`. */
export async function admit(request: FastifyRequest, deps: ConsoleDeps): Promise<void> {
  request.person = null;
  request.inside = null;
  const access = request.routeOptions.config.access;
  if (request.is404 || access === undefined) throw new NotThere();
  request.person = await personOf(request, deps, request.routeOptions.config.isNoUse !== true);
  if (access === 'anybody') return;
  const person = request.person;
  if (person === null) throw new SignedOut();
  assertScope(person, isSafe(request) ? 'read' : 'act');
  if (access === 'signedIn') return;
  if (access === 'connect') return assertMayConnect(person, deps);
  request.inside = await insideOf(person, (request.params as { company?: string }).company ?? '', deps);
  await assertMay(request.inside, access, deps);
}

function assertScope({ scopes }: Person, scope: TokenScope): void {
  if (scopes.includes(scope)) return;
  throw new Refused('This token may only read.', 'Make one that may act, on your account’s page.');
}

/** @throws NotThere for another company's member as for a company that does not exist. */
export async function insideOf(
  person: Person,
  companyId: string,
  { database }: ConsoleDeps,
): Promise<Inside> {
  if (!uuid.test(companyId)) throw new NotThere();
  const memberships = await database.asSystem((tx) => membershipsOf(tx, person.userId));
  const membership = memberships.find((each) => each.companyId === companyId);
  if (!membership) throw new NotThere();
  const company = await database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  return { person, company, membership };
}

/** @throws Refused with whom to ask. */
export async function assertMay(
  { company, membership }: Inside,
  name: CapabilityName,
  { database }: ConsoleDeps,
): Promise<void> {
  if (may(membership, name)) return;
  const colleagues = await database.asSystem((tx) => membersOf(tx, company.id));
  throw new Refused(refusalOf(membership, name, company.name, colleagues));
}

export function signedIn(request: FastifyRequest): Person {
  if (request.person === null) throw new SignedOut();
  return request.person;
}

export function inside(request: FastifyRequest): Inside {
  if (request.inside === null) throw new NotThere();
  return request.inside;
}

/** The entities that this member's plan does not show. */
export const hiddenFrom = (membership: Pick<Membership, 'role' | 'plan'>): EntityName[] =>
  [...stepOrder, bankBalance.name].filter((entity) => !may(membership, seeingOf(entity)));

/** How long a given password counts for what is dangerous. */
const confirmedForMs = 10 * 60_000;

/** What cannot be taken back needs the password given a moment ago. @throws ConfirmFirst */
export function assertConfirmed({ browser }: Person, now: Date, backTo: string): void {
  if (!isConfirmed({ browser }, now)) throw new ConfirmFirst(backTo);
}

/** Whether the password was given a moment ago, in this browser. */
export const isConfirmed = ({ browser }: Pick<Person, 'browser'>, now: Date): boolean =>
  browser !== null && now.getTime() - browser.confirmedAt.getTime() < confirmedForMs;
