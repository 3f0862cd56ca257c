import type { CompanyFacts } from '../../ledger/companyFacts';
import type { ToRecode } from '../../ledger/recode';
import type { Ledger } from '../../reconcile/tieout/sides';
import { capital, oneOf } from '../../words/stepProgress';
import type { Inside } from '../admission';
import { recordHref } from '../views/hrefs';
import { amount, many } from '../views/words';
import { navOf, Page } from './layout';
import { Pager, type Paging } from './pager';
import { TableCard } from './tableCard';
import { TieOutTabs } from './tieOutTabs';

interface RecodeProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly ledgers: readonly Ledger[];
  /** A page of them. */
  readonly documents: readonly ToRecode[];
  readonly paging: Paging;
}

/** Documents of which lines stand on the catch-all account or item. */
export const RecodePage = ({ by, facts, ledgers, documents, paging }: RecodeProps) => (
  <Page title={`To be recoded: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="tieOut">
    <h1>To be recoded</h1>
    <TieOutTabs company={facts.id} ledgers={ledgers} shown="recode" />
    <p>
      Lines that have no account or item in Bill.com stand on the catch-all account, or have the catch-all
      item, in QuickBooks. Give them one in either book: an edit in Bill.com goes to QuickBooks (of an invoice
      it does not), and one in QuickBooks stands there and is not overwritten.
    </p>
    {paging.total === 0 ? (
      <section class="card empty">
        <p>Nothing is to be recoded.</p>
      </section>
    ) : (
      <>
        <TableCard
          label="To be recoded"
          columns={['Document', 'Vendor or customer', 'Date', 'Lines', 'Amount', 'Now on']}
          numbers={['Lines', 'Amount']}
        >
          {documents.map((each) => (
            <tr key={`${each.entity} ${each.quickbooksId}`}>
              <th scope="row">
                <a
                  href={recordHref(facts.id, {
                    entity: each.entity,
                    book: 'quickbooks',
                    id: each.quickbooksId,
                  })}
                >
                  {capital(oneOf(each.entity))} {each.number ?? 'without a number'}
                </a>
              </th>
              <td>{each.party ?? ''}</td>
              <td class="when">{each.date ?? ''}</td>
              <td class="number">{each.lines}</td>
              <td class="number">{amount(each.amount)}</td>
              <td>{each.account}</td>
            </tr>
          ))}
        </TableCard>
        <Pager paging={paging} what={(count) => many(count, 'document')} />
      </>
    )}
  </Page>
);
