import type { EntityDefinition } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { HeldRecordRow } from '../../ledger/heldRecords';
import type { OpenProposal } from '../../ledger/pairProposals';
import type { HoldCause } from '../../reconcile/holds';
import type { Inside } from '../admission';
import { causes } from '../views/causes';
import { recordHref } from '../views/hrefs';
import { counted, many } from '../views/words';
import { Held } from './held';
import { navOf, Page } from './layout';
import { heldForm, ManyHeld, ManyPairs, pairsForm } from './many';
import { Pager, type Paging } from './pager';
import { Pair } from './pair';

/** What one cause holds: all of it is counted, a part of it is shown. */
export interface HeldGroup {
  readonly cause: HoldCause;
  /** Those that wait for a decision, of those that wait for a person. */
  readonly open: number;
  readonly all: number;
  readonly rows: readonly HeldRecordRow[];
  readonly pairs: readonly OpenProposal[];
}

interface NeedsYouProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  /** In the order in which they are shown: what waits for a person first. */
  readonly groups: readonly HeldGroup[];
  /** Only this one, with all of its pages. */
  readonly cause: HoldCause | undefined;
  readonly search: string;
  readonly paging: Paging | undefined;
  readonly definitions: readonly EntityDefinition[];
  readonly said: string | undefined;
  readonly now: Date;
}

export const NeedsYouPage = (props: NeedsYouProps) => {
  const { by, facts, groups, cause, search, paging, said } = props;
  const base = `/companies/${facts.id}/needs-you`;
  const needing = groups.filter((each) => causes[each.cause].waitsFor === 'person');
  const rest = groups.filter((each) => causes[each.cause].waitsFor !== 'person');
  return (
    <Page
      title={`Needs you: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      tab="needs"
      said={said}
    >
      <h1>Needs you</h1>
      <form method="get" action={base} class="filters" role="search">
        <label for="q">Find a record by its name or number</label>
        <input id="q" name="q" type="search" value={search} maxLength={80} />
        {cause && <input type="hidden" name="cause" value={cause} />}
        <button class="plain">Find</button>
        {(cause || search !== '') && <a href={base}>Show everything</a>}
      </form>
      {groups.every(({ all }) => all === 0) && (
        <section class="card empty">
          {search === '' ? (
            <p>Nothing is held: every record that should be synced is.</p>
          ) : (
            <p>No record that is held is called so.</p>
          )}
        </section>
      )}
      {needing.length === 0 && rest.length > 0 && <p>Nothing waits for you.</p>}
      {needing.map((group) => (
        <Group key={group.cause} {...props} group={group} />
      ))}
      {rest.length > 0 && (
        <>
          {!cause && <h2 class="part">Not synced, and nothing to do</h2>}
          {rest.map((group) => (
            <Group key={group.cause} {...props} group={group} />
          ))}
        </>
      )}
      {paging && <Pager paging={paging} what={(count) => many(count, 'record')} />}
    </Page>
  );
};

const Group = (props: NeedsYouProps & { group: HeldGroup }) => {
  const { group, cause, by, facts, search } = props;
  const { title, what } = causes[group.cause];
  const base = `/companies/${facts.id}`;
  const shown = group.rows.length + group.pairs.length;
  const isWhole = cause !== undefined && group.open > 1;
  return (
    <section class="group" aria-label={title}>
      <h2>
        {title} <span class="count">{counted(group.all)}</span>
      </h2>
      <p class="hint">{what}</p>
      {isWhole && <ManyPairs by={by} facts={facts} pairs={group.pairs} />}
      {isWhole && <ManyHeld by={by} facts={facts} group={group} search={search} />}
      {group.pairs.map((pair) => (
        <Pair
          key={pair.number}
          by={by}
          facts={facts}
          pair={pair}
          back={cause ? { cause } : {}}
          form={isWhole ? pairsForm : undefined}
        />
      ))}
      {group.rows.map((row) => (
        <Held
          key={`${row.entity} ${row.book} ${row.recordId}`}
          by={by}
          facts={facts}
          row={row}
          definition={props.definitions.find(({ name }) => name === row.entity)}
          now={props.now}
          back={cause ? { cause } : {}}
          href={recordHref(facts.id, { ...row, id: row.recordId })}
          form={isWhole ? heldForm : undefined}
        />
      ))}
      {!cause && (shown < group.all || group.open > 1) && (
        <p>
          <a href={`${base}/needs-you?cause=${group.cause}&q=${encodeURIComponent(search)}`}>
            All {counted(group.all)}
            {group.open > 1 ? ', and several at once' : ''}: {title}
          </a>
        </p>
      )}
    </section>
  );
};
