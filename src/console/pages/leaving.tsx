import { bookTitle, otherBook } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { mostDependants } from '../../ledger/dependants';
import { many } from '../../words/counted';
import { capital, oneOf } from '../../words/stepProgress';
import type { Inside } from '../admission';
import type { LeavingView } from '../leaving';
import { recordHref } from '../views/hrefs';
import { ActButton, navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface LeavingProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly view: LeavingView;
}

/** A record is left out of the other book or taken in again, by itself or with what depends on it. */
export const LeavingPage = ({ by, facts, view }: LeavingProps) => {
  const { key, name, word, isOut, who, dependants } = view;
  const base = recordHref(facts.id, key);
  const [here, there] = [bookTitle[key.book], bookTitle[otherBook(key.book)]];
  const title = isOut
    ? `Take the ${word} “${name}” in again?`
    : `Leave the ${word} “${name}” out of ${there}?`;
  const leave = isOut ? 'in' : 'out';
  const doing = isOut ? 'Take in' : 'Leave out';
  const button = (fields: Readonly<Record<string, string>>, words: string, isPrimary: boolean) => (
    <ActButton
      action={`${base}/left-out`}
      csrf={by.person.browser?.csrf ?? ''}
      fields={{ leave, ...fields }}
      kind={isPrimary ? 'primary' : 'plain'}
    >
      {words}
    </ActButton>
  );
  return (
    <Page title={`${title} ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="records">
      <h1>{title}</h1>
      <p>
        {isOut
          ? `${who ?? 'Somebody'} left it out, so it is in ${here} only. Taken in again, the next sync makes it in ${there} or finds it there.`
          : `It stays in ${here} as it is, and is not made in ${there} until somebody takes it in again. If ${there} gets the same one, the two are linked.`}{' '}
        <a href={base}>Back to the record</a>
      </p>
      <Depending view={view} company={facts.id} />
      <div class="controls">
        {dependants.length > 0 &&
          button(
            { dependants: 'yes', shown: String(dependants.length) },
            `${doing} all ${many(dependants.length + 1, 'record')}`,
            true,
          )}
        {button({}, dependants.length > 0 ? `${doing} only this one` : doing, dependants.length === 0)}
      </div>
    </Page>
  );
};

const Depending = ({ view, company }: { view: LeavingView; company: string }) => {
  const { isOut, dependants, isTooMuch, hasOthers, key } = view;
  return (
    <>
      {isTooMuch && (
        <p>
          More than {mostDependants} records in {bookTitle[key.book]} depend on it.{' '}
          {isOut ? 'They stay as they are.' : 'They wait for it as long as it is left out.'}
        </p>
      )}
      {dependants.length > 0 && (
        <>
          <p>
            {isOut
              ? 'These depend on it and are left out, too:'
              : 'These depend on it. What is not left out with it waits for it:'}
          </p>
          <TableCard label="What depends on it" columns={['What', 'Record']}>
            {dependants.map((each) => (
              <tr key={`${each.entity} ${each.id}`}>
                <td>{capital(oneOf(each.entity))}</td>
                <th scope="row">
                  <a href={recordHref(company, each)}>{each.name}</a>
                </th>
              </tr>
            ))}
          </TableCard>
        </>
      )}
      {hasOthers && (
        <p class="hint">
          More depends on it that you do not decide about: an Administrator or Accountant with both payables
          and receivables does.
        </p>
      )}
    </>
  );
};
