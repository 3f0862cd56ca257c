import { Fragment } from 'preact';
import { may } from '../../access/capabilities';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { DifferenceLine, TakenTieOut, PartyLine } from '../../ledger/tieOutReport';
import type { Inside } from '../admission';
import { amount, many, when } from '../views/words';
import { Page } from './layout';
import { Pager, type Paging } from './pager';

interface TieOutProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly taken: TakenTieOut | undefined;
  /** A page of the vendors, those that differ first. */
  readonly vendors: readonly PartyLine[];
  /** The differences of these vendors, by the vendor's position. */
  readonly differences: ReadonlyMap<number, readonly DifferenceLine[]>;
  readonly differing: number;
  readonly paging: Paging;
  readonly now: Date;
}

/** The proof that both books say the same, to look at and to print. */
export const TieOutPage = (props: TieOutProps) => {
  const { by, facts, taken, now } = props;
  return (
    <Page
      title={`Accounts payable: ${facts.name}`}
      person={by.person}
      company={{
        id: facts.id,
        name: facts.name,
        needs: facts.needs,
        seesPayables: may(by.membership, 'seePayables'),
      }}
      tab="tieOut"
    >
      <h1>Accounts payable in both books</h1>
      {taken === undefined ? (
        <section class="card empty">
          <p>Nothing is tied out yet; the first sync does it.</p>
        </section>
      ) : (
        <>
          <p>
            {facts.name}, as of {taken.asOf}; tied out {when(taken.takenAt, facts.zone, now)} in cycle{' '}
            {taken.cycle}.
          </p>
          {taken.problem && <p class="fault">{taken.problem}</p>}
          <Vendors {...props} taken={taken} />
          {taken.notes.map((note) => (
            <p class="hint" key={note}>
              {note}
            </p>
          ))}
        </>
      )}
    </Page>
  );
};

const Vendors = ({
  taken,
  vendors,
  differences,
  differing,
  paging,
}: TieOutProps & { taken: TakenTieOut }) => (
  <>
    <p>
      {differing === 0
        ? 'Every vendor agrees.'
        : `${many(differing, 'vendor differs', 'vendors differ')}; each difference is named below it.`}
    </p>
    <div class="card scrolls" tabIndex={0} role="region" aria-label="Accounts payable by vendor">
      <table>
        <caption class="hidden">Accounts payable by vendor</caption>
        <thead>
          <tr>
            <th scope="col">Vendor</th>
            <th scope="col" class="number">
              QuickBooks
            </th>
            <th scope="col" class="number">
              Bill.com
            </th>
            <th scope="col" class="number">
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {vendors.map((vendor) => (
            <Fragment key={vendor.position}>
              <tr class={vendor.difference === '0.00' ? undefined : 'differs'}>
                <th scope="row">{vendor.name}</th>
                <td class="number">{amount(vendor.quickbooks)}</td>
                <td class="number">{amount(vendor.billcom)}</td>
                <td class="number">{amount(vendor.difference)}</td>
              </tr>
              {(differences.get(vendor.position) ?? []).map((line, index) => (
                <tr class="detail" key={`${vendor.position} ${index}`}>
                  <td>
                    {line.sentence} <span class="hint">{line.cure}</span>
                  </td>
                  <td class="number">{amount(line.quickbooks)}</td>
                  <td class="number">{amount(line.billcom)}</td>
                  <td class="number">{amount(line.difference)}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All vendors</th>
            <td class="number">{amount(taken.quickbooks)}</td>
            <td class="number">{amount(taken.billcom)}</td>
            <td class="number">{amount(taken.difference)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
    <Pager paging={paging} what={(count) => many(count, 'vendor')} />
  </>
);
