import type { EntityName } from '../entities/definition';
import type { Membership } from '../ledger/memberships';
import type { Plan, Role } from '../ledger/users';

/** What users may see and do: one table, by which pages offer and the API allows. Pure. */

export interface Capability {
  /** What it lets somebody do, as in “Pausing and resuming is for …”. */
  readonly doing: string;
  readonly roles: readonly Role[];
  readonly plans: readonly Plan[];
}

const everybody: readonly Role[] = ['Administrator', 'Accountant', 'Payer', 'Approver', 'Clerk', 'Auditor'];
const bookkeepers: readonly Role[] = ['Administrator', 'Accountant'];
const anyPlan: readonly Plan[] = ['payables', 'receivables', 'both'];
const payables: readonly Plan[] = ['payables', 'both'];
const receivables: readonly Plan[] = ['receivables', 'both'];

export const capabilities = {
  seeCompany: { doing: 'Seeing how the company stands', roles: everybody, plans: anyPlan },
  seeHolds: { doing: 'Seeing what is not synced', roles: everybody, plans: anyPlan },
  seePayables: { doing: 'Seeing accounts payable', roles: everybody, plans: payables },
  seeReceivables: { doing: 'Seeing accounts receivable', roles: everybody, plans: receivables },
  seeWrites: {
    doing: 'Seeing what was sent to a book and answered',
    roles: [...bookkeepers, 'Auditor'],
    plans: anyPlan,
  },
  sync: {
    doing: 'Asking for a sync',
    roles: ['Administrator', 'Accountant', 'Payer', 'Clerk'],
    plans: anyPlan,
  },
  preview: { doing: 'Asking for a preview', roles: bookkeepers, plans: anyPlan },
  accept: { doing: 'Accepting a preview, so that it is written', roles: bookkeepers, plans: anyPlan },
  seeAudit: {
    doing: 'Seeing who did what (the audit log)',
    roles: [...bookkeepers, 'Auditor'],
    plans: anyPlan,
  },
  pause: { doing: 'Pausing and resuming', roles: bookkeepers, plans: anyPlan },
  retry: {
    doing: 'Having a refused write tried again',
    roles: ['Administrator', 'Accountant', 'Payer', 'Clerk'],
    plans: anyPlan,
  },
  decideLists: { doing: 'Deciding about lists', roles: bookkeepers, plans: anyPlan },
  decidePayables: { doing: 'Deciding about accounts payable', roles: bookkeepers, plans: payables },
  decidePayments: {
    doing: 'Deciding about payments to vendors',
    roles: [...bookkeepers, 'Payer'],
    plans: payables,
  },
  sendInvoices: {
    doing: 'Having invoices e-mailed',
    roles: [...bookkeepers, 'Clerk'],
    plans: receivables,
  },
  decideReceivables: { doing: 'Deciding about accounts receivable', roles: bookkeepers, plans: receivables },
  undoLists: { doing: 'Taking back what was written to lists', roles: bookkeepers, plans: anyPlan },
  undoPayables: {
    doing: 'Taking back what was written to accounts payable',
    roles: bookkeepers,
    plans: payables,
  },
  undoReceivables: {
    doing: 'Taking back what was written to accounts receivable',
    roles: bookkeepers,
    plans: receivables,
  },
  seeSettings: { doing: 'Seeing the settings', roles: [...bookkeepers, 'Auditor'], plans: anyPlan },
  changeSettings: { doing: 'Changing settings', roles: bookkeepers, plans: anyPlan },
  switchModes: {
    doing: 'Switching what is synced at all',
    roles: ['Administrator'],
    plans: anyPlan,
  },
  downloadQwc: { doing: 'Downloading the Web Connector file', roles: bookkeepers, plans: anyPlan },
  changeAccess: {
    doing: 'Changing how Bill.com and QuickBooks are reached',
    roles: ['Administrator'],
    plans: anyPlan,
  },
  managePeople: {
    doing: 'Saying who may use the company',
    roles: ['Administrator'],
    plans: anyPlan,
  },
} as const satisfies Readonly<Record<string, Capability>>;

export type CapabilityName = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as CapabilityName[];
const capabilityCalled = (name: CapabilityName): Capability => capabilities[name];

export type Standing = Pick<Membership, 'role' | 'plan'>;

export const may = ({ role, plan }: Standing, name: CapabilityName): boolean =>
  capabilityCalled(name).roles.includes(role) && capabilityCalled(name).plans.includes(plan);

/** Whether a plan has all that another one has: nobody gives, or takes, more than they have themselves. */
export const planCovers = (own: Plan, other: Plan): boolean => own === 'both' || own === other;

/** Whether somebody may connect another company: whoever runs Tieout has said so, or they are the Administrator of one. */
export const mayConnect = (hasBeenTold: boolean, memberships: readonly Pick<Membership, 'role'>[]): boolean =>
  hasBeenTold || memberships.some(({ role }) => role === 'Administrator');

/** Somebody of the same company whom one can ask. */
export interface Colleague extends Standing {
  readonly name: string;
  readonly email: string;
}

/** Why somebody may not, whom to ask or which plan has it: one or two sentences. */
export function refusalOf(
  standing: Standing,
  name: CapabilityName,
  company: string,
  colleagues: readonly Colleague[],
): string {
  const { doing, roles, plans } = capabilityCalled(name);
  const [first] = colleagues.filter((each) => may(each, name));
  const ask =
    first === undefined
      ? 'Nobody has that role here yet: ask whoever runs Tieout for you.'
      : `Ask ${first.name} (${first.email}).`;
  if (!roles.includes(standing.role))
    return `${doing} is for the ${oneOf(roles)} of “${company}”; you are its ${standing.role}. ${ask}`;
  return `${doing} is not in your plan for “${company}” (${standing.plan}); the ${plans.length === 1 ? 'plan' : 'plans'} ${oneOf(plans)} ${plans.length === 1 ? 'has' : 'have'} it. Ask an Administrator, or whoever runs Tieout for you.`;
}

export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;

/** The part of the books that an entity belongs to; lists serve all of them. */
export type Side = 'lists' | 'payables' | 'payments' | 'receivables';

const sides: Readonly<Record<string, Side>> = {
  bill: 'payables',
  vendorCredit: 'payables',
  creditApplication: 'payables',
  billPayment: 'payments',
  fundsTransfer: 'payments',
  bankBalance: 'payables',
  invoice: 'receivables',
  creditMemo: 'receivables',
  receivedPayment: 'receivables',
};

export const sideOf = (entity: EntityName): Side => sides[entity] ?? 'lists';

const deciding: Readonly<Record<Side, CapabilityName>> = {
  lists: 'decideLists',
  payables: 'decidePayables',
  payments: 'decidePayments',
  receivables: 'decideReceivables',
};
const undoing: Readonly<Record<Side, CapabilityName>> = {
  lists: 'undoLists',
  payables: 'undoPayables',
  payments: 'undoPayables',
  receivables: 'undoReceivables',
};
const seeing: Readonly<Record<Side, CapabilityName>> = {
  lists: 'seeHolds',
  payables: 'seePayables',
  payments: 'seePayables',
  receivables: 'seeReceivables',
};

/** What deciding about a record of this entity takes. */
export const decidingOf = (entity: EntityName): CapabilityName => deciding[sideOf(entity)];
/** What taking back a write to a record of this entity takes. */
export const undoingOf = (entity: EntityName): CapabilityName => undoing[sideOf(entity)];
/** What seeing a record of this entity takes. */
export const seeingOf = (entity: EntityName): CapabilityName => seeing[sideOf(entity)];
