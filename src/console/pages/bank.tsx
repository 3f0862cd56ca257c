import type { CompanyFacts } from '../../ledger/companyFacts';
import type { BankDocument } from '../../ledger/bankShown';
import type { ClearingLineShown, ProvenAccount } from '../../ledger/clearingProofs';
import type { Ledger } from '../../reconcile/tieout/sides';
import { sentWords } from '../../words/bankWords';
import { clearingWords, paymentWords } from '../../words/clearingWords';
import { capital } from '../../words/stepProgress';
import type { Inside } from '../admission';
import type { BankView } from '../bankPage';
import { recordHref } from '../views/hrefs';
import { onPage } from '../views/onPage';
import { amount, when } from '../views/words';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';
import { TieOutTabs } from './tieOutTabs';

interface BankProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly ledgers: readonly Ledger[];
  readonly view: BankView;
  readonly now: Date;
}

/** What the bank accounts come to, and the proof that all money went through the clearing accounts. */
export const BankPage = ({ by, facts, ledgers, view, now }: BankProps) => (
  <Page title={`Bank and clearing: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="tieOut">
    <h1>Bank and clearing</h1>
    <TieOutTabs company={facts.id} ledgers={ledgers} shown="bank" />
    <h2 class="part">Bank accounts</h2>
    {view.bank ? (
      <Balances bank={view.bank} />
    ) : (
      <p class="hint">
        None is shown: QuickBooks was not asked for a balance yet, or your plan has no accounts payable.
      </p>
    )}
    {view.clearing.length === 0 && (
      <>
        <h2 class="part">Clearing accounts</h2>
        <p class="hint">
          None is proven yet: that is done with the tie-out, as soon as QuickBooks has the accounts that the
          settings name.
        </p>
      </>
    )}
    {view.clearing.map((account) => (
      <Clearing key={account.clearing} company={facts} account={account} now={now} />
    ))}
  </Page>
);

const Balances = ({ bank }: { bank: BankDocument }) => (
  <TableCard
    label="Bank accounts"
    columns={['Account', 'As of', 'Balance in QuickBooks', 'In Bill.com']}
    numbers={['Balance in QuickBooks']}
  >
    {bank.balances.map(({ name, balance, asOf }) => (
      <tr key={name}>
        <th scope="row">{name}</th>
        <td class="when">{asOf}</td>
        <td class="number">{amount(balance)}</td>
        <td>{name === bank.shownInBillcom ? capital(sentWords(bank.lastSent, balance)) : ''}</td>
      </tr>
    ))}
  </TableCard>
);

const Clearing = ({
  company,
  account,
  now,
}: {
  company: CompanyFacts;
  account: ProvenAccount;
  now: Date;
}) => (
  <>
    <h2 class="part">{account.name}</h2>
    <p>
      {account.clears
        ? 'All money that went in has gone out again, or is on its way.'
        : 'Some of it has not cleared; each difference is named below.'}{' '}
      <span class="hint">
        As of {account.asOf}, proven {when(account.takenAt, company.zone, now)} in cycle {account.cycle}.
      </span>
    </p>
    <section class="card" aria-label={`The proof of ${account.name}`}>
      <table class="figures">
        <caption class="hidden">{`The proof of ${account.name}`}</caption>
        <tbody>
          {rowsOf(account).map(([words, value]) => (
            <tr key={words}>
              <th scope="row">{capital(words)}</th>
              <td class="number">{amount(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
    {account.lines.length > 0 && <Lines company={company.id} name={account.name} lines={account.lines} />}
  </>
);

const rowsOf = (account: ProvenAccount): readonly (readonly [string, string])[] => [
  [`balance at the connection (${account.openingAsOf})`, account.opening],
  [paymentWords[account.clearing], account.payments],
  ['transfers recorded since', account.transfers],
  ['expected balance', account.expected],
  ['balance in QuickBooks', account.balance],
  ['difference', account.difference],
];

const Lines = ({
  company,
  name,
  lines,
}: {
  company: string;
  name: string;
  lines: readonly ClearingLineShown[];
}) => (
  <TableCard
    label={`What has not cleared of ${name}`}
    columns={['Record', 'Date', 'Amount', 'Why', 'What happened, what to do']}
    numbers={['Amount']}
  >
    {lines.map((line, index) => (
      <tr key={index}>
        <th scope="row">
          <LineName company={company} line={line} />
        </th>
        <td class="when">{line.date ?? ''}</td>
        <td class="number">{amount(line.amount)}</td>
        <td>{capital(clearingWords[line.reason])}</td>
        <td>
          {onPage(line.sentence)} <span class="hint">{onPage(line.cure)}</span>
        </td>
      </tr>
    ))}
  </TableCard>
);

const LineName = ({
  company,
  line: { word, name, records },
}: {
  company: string;
  line: ClearingLineShown;
}) => {
  const words = capital(name === '' ? word : `${word} ${name}`);
  for (const book of ['billcom', 'quickbooks'] as const) {
    const { entity, id } = records[book] ?? { entity: null, id: '' };
    // What Tieout does not read has no page.
    if (entity !== null) return <a href={recordHref(company, { entity, book, id })}>{words}</a>;
  }
  return <>{words}</>;
};
