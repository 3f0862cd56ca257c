import { decidingOf, may } from '../../access/capabilities';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { HeldRecordRow } from '../../ledger/heldRecords';
import type { OpenProposal } from '../../ledger/pairProposals';
import type { HoldCause } from '../../reconcile/holds';
import type { Inside } from '../admission';
import { bulkChoicesOf, bulkWords, mostAtOnce } from '../views/bulk';
import { counted } from '../views/words';

/** Deciding about several at once: the boxes on the cards belong to these forms. */
export const heldForm = 'many-held';
export const pairsForm = 'many-pairs';

interface ManyProps {
  readonly by: Inside;
  readonly facts: Pick<CompanyFacts, 'id'>;
}

export const ManyHeld = ({
  by,
  facts,
  group,
  search,
}: ManyProps & {
  readonly group: {
    readonly cause: HoldCause;
    readonly open: number;
    readonly rows: readonly HeldRecordRow[];
  };
  readonly search: string;
}) => {
  const choices = bulkChoicesOf(group.cause);
  const isMine = group.rows.some(({ entity }) =>
    may(by.membership, choices[0] === 'retry' ? 'retry' : decidingOf(entity)),
  );
  if (choices.length === 0 || !isMine) return null;
  return (
    <form method="post" action={`/companies/${facts.id}/holds/decisions`} id={heldForm} class="many">
      <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
      <input type="hidden" name="cause" value={group.cause} />
      <input type="hidden" name="q" value={search} />
      <fieldset>
        <legend>Several at once</legend>
        <label>
          <input type="radio" name="all" value="no" checked /> those ticked below
        </label>
        <label>
          <input type="radio" name="all" value="yes" />{' '}
          {group.open > mostAtOnce ? `the first ${counted(mostAtOnce)}` : `all ${counted(group.open)}`}
          {search === '' ? '' : ` that “${search}” finds`}
        </label>
      </fieldset>
      <div class="controls">
        {choices.map((choice) => (
          <button key={choice} name="choice" value={choice} class="plain">
            {bulkWords[choice]}
          </button>
        ))}
      </div>
    </form>
  );
};

export const ManyPairs = ({ by, facts, pairs }: ManyProps & { readonly pairs: readonly OpenProposal[] }) => {
  if (!pairs.some(({ entity }) => may(by.membership, decidingOf(entity)))) return null;
  return (
    <form method="post" action={`/companies/${facts.id}/proposals/decisions`} id={pairsForm} class="many">
      <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
      <input type="hidden" name="kind" value="pairs" />
      <p>Of the pairs that are ticked:</p>
      <div class="controls">
        <button name="choice" value="same" class="plain">
          The same: link them
        </button>
        <button name="choice" value="different" class="plain">
          Two different ones
        </button>
      </div>
    </form>
  );
};
