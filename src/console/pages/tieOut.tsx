import { Fragment } from 'preact';
import { capital } from '../../words/stepProgress';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { Ledger, Side } from '../../reconcile/tieout/sides';
import type { Inside } from '../admission';
import type { PartyDifferences, TieOutView } from '../tieOutPage';
import { recordHref } from '../views/hrefs';
import { onPage } from '../views/onPage';
import { amount, many, when } from '../views/words';
import { navOf, Page } from './layout';
import { Pager, type Paging } from './pager';
import { TieOutTabs } from './tieOutTabs';

interface TieOutProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly side: Side;
  /** What there is to choose from. */
  readonly ledgers: readonly Ledger[];
  /** The company does not sync this side. */
  readonly isOff: boolean;
  /** undefined: nothing is tied out yet. */
  readonly view: TieOutView | undefined;
  /** What was looked for. */
  readonly search: string;
  readonly paging: Paging;
  readonly now: Date;
}

/** The proof that both books say the same, to look at and to print. */
export const TieOutPage = (props: TieOutProps) => {
  const { by, facts, side, ledgers, view, now } = props;
  const taken = view?.taken;
  return (
    <Page
      title={`${capital(side.title)}: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      tab="tieOut"
    >
      <h1>{capital(side.title)} in both books</h1>
      <TieOutTabs company={facts.id} ledgers={ledgers} shown={side.ledger} />
      {taken === undefined || view === undefined ? (
        <section class="card empty">
          <p>
            {props.isOff
              ? `This company does not sync ${side.title}, so they are not tied out.`
              : 'Nothing is tied out yet; the first sync does it.'}
          </p>
        </section>
      ) : (
        <>
          <p>
            {facts.name}, as of {taken.asOf}; tied out {when(taken.takenAt, facts.zone, now)} in cycle{' '}
            {taken.cycle}.
          </p>
          {taken.problem && <p class="fault">{taken.problem}</p>}
          <Find {...props} />
          <Parties {...props} view={view} />
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

const Find = ({ facts, side, search }: TieOutProps) => {
  const base = `/companies/${facts.id}/tie-out`;
  return (
    <form method="get" action={base} class="filters" role="search">
      <input type="hidden" name="ledger" value={side.ledger} />
      <label for="q">{capital(side.party)} or record</label>
      <input id="q" name="q" type="search" value={search} maxLength={80} />
      <button class="plain">Find</button>
      {search !== '' && <a href={`${base}?ledger=${side.ledger}`}>Show everything</a>}
    </form>
  );
};

const Parties = ({
  facts,
  search,
  side: { title, party, parties: those },
  view: { taken, parties, differing },
  paging,
}: TieOutProps & { view: TieOutView }) => (
  <>
    <p>
      {differing === 0
        ? `Every ${party} agrees.`
        : `${many(differing, `${party} differs`, `${those} differ`)}; each difference is named below it.`}
      {search !== '' && parties.length === 0 && ` No ${party} and no record that differs is called so.`}
    </p>
    <div class="card scrolls" tabIndex={0} role="region" aria-label={`${capital(title)} by ${party}`}>
      <table>
        <caption class="hidden">{`${capital(title)} by ${party}`}</caption>
        <thead>
          <tr>
            <th scope="col">{capital(party)}</th>
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
          {parties.map((each) => (
            <Fragment key={each.position}>
              <tr class={Number(each.difference) === 0 && each.lines.length === 0 ? undefined : 'differs'}>
                <th scope="row">
                  <Name company={facts.id} row={each} />{' '}
                  {each.jobOf && <span class="hint">job of {each.jobOf}</span>}
                </th>
                <td class="number">{amount(each.quickbooks)}</td>
                <td class="number">{amount(each.billcom)}</td>
                <td class="number">{amount(each.difference)}</td>
              </tr>
              {each.lines.map((line, index) => (
                <tr class="detail" key={`${each.position} ${index}`}>
                  <td>
                    {onPage(line.sentence)}{' '}
                    {line.key && <a href={recordHref(facts.id, line.key)}>{line.name}</a>}{' '}
                    <span class="hint">{onPage(line.cure)}</span>
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
            <th scope="row">All {those}</th>
            <td class="number">{amount(taken.quickbooks)}</td>
            <td class="number">{amount(taken.billcom)}</td>
            <td class="number">{amount(taken.difference)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
    <Pager paging={paging} what={(count) => many(count, party)} />
  </>
);

const Name = ({ company, row: { key, name } }: { company: string; row: PartyDifferences }) =>
  key ? <a href={recordHref(company, key)}>{name}</a> : <>{name}</>;
