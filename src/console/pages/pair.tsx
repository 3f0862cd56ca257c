import { capabilities, decidingOf, may, oneOf as orList } from '../../access/capabilities';
import { capital, oneOf } from '../../words/stepProgress';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { OpenProposal } from '../../ledger/pairProposals';
import type { Inside } from '../admission';
import { recordHref } from '../views/hrefs';
import { ActButton } from './layout';

interface PairProps {
  readonly by: Inside;
  readonly facts: Pick<CompanyFacts, 'id'>;
  readonly pair: OpenProposal;
  /** Where to go on after a decision (routes/deciding.ts). */
  readonly back: Readonly<Record<string, string>>;
  /** The form that decides about several: the pair gets a box. */
  readonly form?: string | undefined;
}

/** Two records that may be the same, to be said by a person. */
export const Pair = ({ by, facts, pair, back, form }: PairProps) => {
  const { number, entity, names, score, evidence } = pair;
  const csrf = by.person.browser?.csrf ?? '';
  const action = `/companies/${facts.id}/proposals/${number}/decision?${new URLSearchParams(back).toString()}`;
  const both = `“${names.quickbooks}” and “${names.billcom}”`;
  const needed = decidingOf(entity);
  return (
    <article class="card held" aria-label={`${oneOf(entity)} ${both}`}>
      <h3>
        {form && may(by.membership, needed) && (
          <input
            type="checkbox"
            name="pairs"
            value={String(number)}
            form={form}
            aria-label={`Tick ${both}`}
          />
        )}{' '}
        {capital(oneOf(entity))}: the same, or two? <span class="hint">score {score} of 100</span>
      </h3>
      <dl>
        <dt>QuickBooks</dt>
        <dd>
          <a href={recordHref(facts.id, { entity, book: 'quickbooks', id: pair.quickbooksId })}>
            {names.quickbooks}
          </a>
        </dd>
        <dt>Bill.com</dt>
        <dd>
          <a href={recordHref(facts.id, { entity, book: 'billcom', id: pair.billcomId })}>{names.billcom}</a>
        </dd>
      </dl>
      {evidence.length > 0 && <p>{capital(evidence.join('; '))}.</p>}
      <p class="cure">
        <strong>What to do:</strong> Look at both. If they are the same, link them; if not, each is made in
        the other book by itself.
      </p>
      {may(by.membership, needed) ? (
        <div class="controls">
          <ActButton
            action={action}
            csrf={csrf}
            fields={{ choice: 'same' }}
            kind="primary"
            label={`The same, link them: ${both}`}
          >
            The same: link them
          </ActButton>
          <ActButton
            action={action}
            csrf={csrf}
            fields={{ choice: 'different' }}
            label={`Two different ones: ${both}`}
          >
            Two different ones
          </ActButton>
        </div>
      ) : (
        <p class="hint">Decided by: {orList(capabilities[needed].roles)}.</p>
      )}
    </article>
  );
};
