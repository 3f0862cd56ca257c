import { capabilities, decidingOf, may, oneOf as orList, undoingOf } from '../../access/capabilities';
import { capital, oneOf } from '../../words/stepProgress';
import { bookTitle, type EntityDefinition } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { HeldRecordRow } from '../../ledger/heldRecords';
import type { Inside } from '../admission';
import { actionsOf, retriable, type FieldChoice } from '../views/holdActions';
import { linksOf } from '../views/holdLinks';
import { onPage } from '../views/onPage';
import { when } from '../views/words';
import { ActButton } from './layout';

export interface HeldProps {
  readonly by: Inside;
  readonly facts: Pick<CompanyFacts, 'id' | 'zone'>;
  readonly row: HeldRecordRow;
  readonly definition: EntityDefinition | undefined;
  readonly now: Date;
  /** Where to go on after a decision (routes/deciding.ts). */
  readonly back: Readonly<Record<string, string>>;
  /** The record's own page; left out on it. */
  readonly href?: string;
  /** The form that decides about several: the record gets a box. */
  readonly form?: string | undefined;
}

/** A held record with what can be done about it. */
export const Held = ({ by, facts, row, definition, now, back, href, form }: HeldProps) => {
  const csrf = by.person.browser?.csrf ?? '';
  const { hold, fields, buttons } = actionsOf(row, definition);
  const record = `${oneOf(row.entity)} “${row.recordName}”`;
  const needed =
    row.cause === 'notTakenBack'
      ? undoingOf(row.entity)
      : row.cause && retriable.includes(row.cause)
        ? 'retry'
        : decidingOf(row.entity);
  const mayDecide = may(by.membership, needed);
  const action = `/companies/${facts.id}/holds/${hold}/decision?${new URLSearchParams(back).toString()}`;
  const cures = [...new Set(row.holds.filter(({ decided }) => !decided).map((each) => onPage(each.cure)))];
  const hasActions = fields.length + buttons.length > 0;
  return (
    <article class="card held" aria-label={record}>
      <h3>
        {form && hasActions && mayDecide && (
          <input type="checkbox" name="holds" value={hold} form={form} aria-label={`Tick ${record}`} />
        )}{' '}
        {href === undefined ? capital(record) : <a href={href}>{capital(record)}</a>}{' '}
        <span class="hint">in {bookTitle[row.book]}</span>
      </h3>
      {row.holds.map((each) => (
        <p key={each.id}>
          {each.sentence}
          {each.decided && <span class="tag">decided; acts in the next cycle</span>}
        </p>
      ))}
      {cures.map((cure) => (
        <p class="cure" key={cure}>
          <strong>What to do:</strong> {cure}
        </p>
      ))}
      <HoldLinks by={by} company={facts.id} row={row} />
      {hasActions && !mayDecide && <p class="hint">Decided by: {orList(capabilities[needed].roles)}.</p>}
      {hasActions && mayDecide && (
        <>
          {fields.length > 0 && <Fields action={action} csrf={csrf} fields={fields} record={record} />}
          {buttons.length > 0 && (
            <div class="controls">
              {buttons.map(({ decision, words, isPrimary }) => (
                <ActButton
                  key={words}
                  action={action}
                  csrf={csrf}
                  fields={decision}
                  kind={isPrimary ? 'primary' : 'plain'}
                  label={`${words}: ${record}`}
                >
                  {words}
                </ActButton>
              ))}
            </div>
          )}
        </>
      )}
      <p class="hint">Since {when(row.since, facts.zone, now)}.</p>
    </article>
  );
};

/** Where it is put right, where that is no button; else who can. */
const HoldLinks = ({ by, company, row }: { by: Inside; company: string; row: HeldRecordRow }) => {
  const needed = decidingOf(row.entity);
  return (
    <>
      {linksOf(company, row).map(({ href, words, needs }) =>
        may(by.membership, needs === 'decide' ? needed : needs) ? (
          <p key={href}>
            <a href={href}>{words}</a>
          </p>
        ) : (
          <p key={href} class="hint">
            {words}: by {orList(capabilities[needs === 'decide' ? needed : 'changeSettings'].roles)}.
          </p>
        ),
      )}
    </>
  );
};

/** Per field one choice, all sent together. */
const Fields = ({
  action,
  csrf,
  fields,
  record,
}: {
  action: string;
  csrf: string;
  fields: readonly FieldChoice[];
  record: string;
}) => (
  <form method="post" action={action} class="fields">
    <input type="hidden" name="_csrf" value={csrf} />
    <input type="hidden" name="choice" value="fields" />
    {fields.map(({ field, label, quickbooks, billcom, takes }) => (
      <fieldset key={field}>
        <legend>{capital(label)}</legend>
        {takes.map(({ book, words }) => (
          <label key={book}>
            <input type="radio" name={`fields.${field}`} value={book} required={fields.length === 1} />
            <span>
              {words}: <b class="value">{book === 'quickbooks' ? quickbooks : billcom}</b>
            </span>
          </label>
        ))}
      </fieldset>
    ))}
    <button class="primary" aria-label={`Decide: ${record}`}>
      Decide
    </button>
  </form>
);
