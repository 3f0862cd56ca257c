import { capital } from '../../words/stepProgress';
import { undoWords, type UndoItem, undoProgress } from '../../acts/undoItems';
import { many } from '../../words/counted';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { isRefused } from '../../reconcile/takeBackRules';
import type { Inside } from '../admission';
import { recordHref } from '../views/hrefs';
import { onPage } from '../views/onPage';
import { writeTitle } from '../views/writeWords';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';

interface UndoProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly items: readonly UndoItem[];
  /** What is named in the address, sent again with the form. */
  readonly fields: Readonly<Record<string, string>>;
  /** This page; with what depends on it. */
  readonly here: string;
  readonly withDependants: string | undefined;
  readonly isConfirmed: boolean;
  /** Of everything that can be taken back. */
  readonly mayUndo: boolean;
}

/** What can be taken back of a record, a write or a cycle, and what not and why; then one click. */
export const UndoPage = (props: UndoProps) => {
  const { by, facts, items, withDependants } = props;
  const going = items.filter(({ verdict }) => !isRefused(verdict));
  const before = items.filter(({ verdict }) => isRefused(verdict) && verdict.progress !== undefined);
  const staying = items.filter(({ verdict }) => isRefused(verdict) && verdict.progress === undefined);
  const progress = undoProgress(items);
  return (
    <Page title={`Undo: ${facts.name}`} person={by.person} company={navOf(by, facts)} tab="records">
      <h1>Undo</h1>
      <p>
        What Tieout wrote is taken back in the next sync: what it made is made void, deleted or made inactive,
        what it changed gets its earlier values. The records then stay apart until somebody releases them.
      </p>
      {progress && <p role="status">{progress}</p>}
      {going.length === 0 ? (
        <p class="hint">None of these writes can be taken back{progress && ' any more'}.</p>
      ) : (
        <>
          <h2 class="part">Taken back</h2>
          <Items company={facts.id} items={going} label="Taken back" />
        </>
      )}
      {before.length > 0 && (
        <>
          <h2 class="part">Decided before</h2>
          <Items company={facts.id} items={before} label="Decided before" />
        </>
      )}
      {staying.length > 0 && (
        <>
          <h2 class="part">Not taken back</h2>
          <Items company={facts.id} items={staying} label="Not taken back" />
          {withDependants !== undefined && (
            <p>
              <a href={withDependants}>Take back what depends on them, too …</a>
            </p>
          )}
        </>
      )}
      {going.length > 0 && <Act {...props} going={going} />}
    </Page>
  );
};

const Items = ({ company, items, label }: { company: string; items: readonly UndoItem[]; label: string }) => (
  <TableCard label={label} columns={['Record', 'Written', 'What happens']}>
    {items.map((item) => {
      const { operation, record, verdict } = item;
      const { entity, book, recordId } = operation;
      return (
        <tr key={operation.id}>
          <th scope="row">
            {recordId === null ? (
              capital(record)
            ) : (
              <a href={recordHref(company, { entity, book, id: recordId })}>{capital(record)}</a>
            )}
          </th>
          <td>
            {writeTitle(operation)} <span class="hint">cycle {operation.cycle}</span>
          </td>
          <td>
            {capital(undoWords(item))}.
            {isRefused(verdict) && <span class="hint"> {onPage(verdict.cure)}</span>}
          </td>
        </tr>
      );
    })}
  </TableCard>
);

const Act = ({
  by,
  facts,
  fields,
  here,
  going,
  isConfirmed,
  mayUndo,
}: UndoProps & { going: readonly UndoItem[] }) => {
  if (!mayUndo) return <p class="hint">An Administrator or an Accountant takes writes back.</p>;
  if (!isConfirmed)
    return (
      <p>
        <a href={`/confirm?next=${encodeURIComponent(here)}`}>Give your password to go on</a>
      </p>
    );
  return (
    <form method="post" action={`/companies/${facts.id}/undo`} class="card">
      <input type="hidden" name="_csrf" value={by.person.browser?.csrf ?? ''} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <input type="hidden" name="shown" value={going.map(({ operation }) => operation.id).join(',')} />
      <p>
        <label for="because">Why (whoever finds the records apart reads it)</label>{' '}
        <input id="because" name="because" required maxLength={200} autocomplete="off" />
      </p>
      <button class="primary">Take back {many(going.length, 'write')}</button>
    </form>
  );
};
