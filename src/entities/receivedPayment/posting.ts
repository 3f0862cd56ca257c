import type { AccountSetting } from '../companyAccounts';
import type { CanonicalFields, CanonicalValue, EntityName } from '../definition';
import { isLines } from '../definition';
import type { Beside, Posting, Unposted } from '../documentRules';
import { notSet } from '../fundsTransfer/movement';

/**
 * What QuickBooks' payment says beside what Bill.com's does:
 * - one A/R account, that of the invoices that it pays; a payment of none takes the company's (`arAccount`), else
 *   QuickBooks' default;
 * - one customer or job: who pays by Bill.com, or who stands above it and above all whose invoices it pays, since a payment
 *   pays invoices of its own name and of the jobs below;
 * - where the money goes to, unless Bill.com names the account: of an online payment Money In Clearing, of another one the
 *   company's (`depositTo`), else QuickBooks' default, Undeposited Funds.
 */
export function postingOf(arAccount: string): Posting {
  return ({ fields, source, now }, beside) => {
    const applications = fields.applications ?? now?.applications ?? null;
    const invoices = (isLines(applications) ? applications : []).flatMap(({ invoice }) =>
      typeof invoice === 'string' ? (beside.target('invoice', invoice) ?? []) : [],
    );
    const accounts = new Map(
      invoices.flatMap(({ facts: { arAccount: id, arAccountName: name } }) =>
        id === undefined ? [] : [[id, name ?? id] as const],
      ),
    );
    if (accounts.size > 1) return onSeveralAccounts([...accounts.values()]);
    const [account = now ? '' : arAccount] = accounts.keys();
    const payer = String(fields.customer ?? now?.customer ?? '');
    const names = [...new Set([payer, ...invoices.map((each) => String(each.fields.customer ?? payer))])];
    const customer = commonAbove(names, beside);
    if (customer === undefined) return ofSeveralCustomers(names, beside);
    const deposit = depositOf(fields, now, source.facts.offline === undefined, beside);
    if (deposit && 'because' in deposit) return deposit;
    // What Bill.com no longer names stays where it is.
    const into = deposit?.id ?? ('account' in fields ? now?.account : undefined);
    const said: Record<string, CanonicalValue> = {
      ...(account !== '' && { receivablesAccount: account }),
      ...(customer !== '' && { customer }),
      ...(typeof into === 'string' && typeof fields.account !== 'string' && { account: into }),
    };
    // What the write says otherwise is put right, also back to what QuickBooks has.
    return {
      fields: Object.fromEntries(
        Object.entries(said).filter(([name, id]) => name in fields || id !== now?.[name]),
      ),
    };
  };
}

/** The nearest of them, or of those above them, that stands above all of them or is it. */
function commonAbove(ids: readonly string[], beside: Beside): string | undefined {
  const lines = ids.map((id) => upwards(id, beside));
  return lines[0]?.find((id) => lines.every((line) => line.includes(id)));
}

function upwards(id: string, beside: Beside): string[] {
  const line: string[] = [];
  for (let at: CanonicalValue | undefined = id; typeof at === 'string' && !line.includes(at);) {
    line.push(at);
    at = beside.target('customer', at)?.fields.parent;
  }
  return line;
}

/** Where the money goes to, where Bill.com does not say it; undefined where QuickBooks' default counts. */
function depositOf(
  fields: CanonicalFields,
  now: CanonicalFields | undefined,
  isOnline: boolean,
  beside: Beside,
): { readonly id: string } | Unposted | undefined {
  if (typeof fields.account === 'string' || (now && !('account' in fields))) return undefined;
  const setting: AccountSetting = isOnline ? 'moneyInClearing' : 'depositTo';
  const account = beside.account(setting);
  if (account?.trouble) return account.trouble;
  if (account) return account;
  return isOnline ? notSet('moneyIn') : undefined;
}

const onSeveralAccounts = (names: readonly string[]): Unposted => ({
  because: `its invoices stand on several A/R accounts in QuickBooks (${quoted(names)}), and a payment there is for one of them`,
  cure: 'Somebody applies it in Bill.com to invoices of one of them only; or an Accountant moves the invoices to one A/R account in QuickBooks. The next sync then goes on.',
});

const ofSeveralCustomers = (ids: readonly string[], beside: Beside): Unposted => ({
  because: `its invoices are of several customers in QuickBooks (${quoted(
    ids.map((id) => nameIn(beside, 'customer', id)),
  )}), and a payment there is of one customer with its jobs`,
  cure: 'Somebody applies it in Bill.com to invoices of one customer only; or an Accountant puts the invoices right in QuickBooks. The next sync then goes on.',
});

const nameIn = (beside: Beside, entity: EntityName, id: string): string => {
  const target = beside.target(entity, id);
  return target?.facts.fullName ?? String(target?.fields.name ?? id);
};

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
