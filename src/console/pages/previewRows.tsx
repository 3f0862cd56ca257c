import { decidingOf, may } from '../../access/capabilities';
import type { PreviewField } from '../../acts/previewDocument';
import { capital, oneOf } from '../../words/stepProgress';
import { bookTitle, otherBook, type EntityName } from '../../entities/definition';
import type { ShownOperation } from '../previewPage';
import { causes } from '../views/causes';
import { onPage } from '../views/onPage';
import { recordHref, withQuery } from '../views/hrefs';
import { many } from '../views/words';
import { previewDoing } from '../views/writeWords';
import { ActButton } from './layout';
import type { PreviewProps } from './preview';
import { TableCard } from './tableCard';
import { isTelling, reasons } from '../../acts/previewWords';

/** The page of records that a preview's part has. */
export const PreviewRows = (props: PreviewProps) => {
  const { list } = props.view;
  if (list.rows.length === 0)
    return (
      <section class="card empty">
        <p>
          {props.asked.search === ''
            ? 'There is nothing of that in this preview.'
            : 'Nothing of that is called so.'}
        </p>
      </section>
    );
  switch (list.kind) {
    case 'writes':
      return (
        <TableCard
          label="To be written"
          caption={many(list.total, 'change')}
          columns={['What', 'Record', 'Fields', 'Why']}
        >
          {list.rows.map((row) => (
            <Write key={`${row.entity} ${row.book} ${row.action} ${row.sourceId}`} {...props} row={row} />
          ))}
        </TableCard>
      );
    case 'links':
      return (
        <TableCard
          label="To be linked, as the same thing in both books"
          caption={many(list.total, 'pair')}
          columns={['What', 'In QuickBooks', 'In Bill.com', 'Why']}
        >
          {list.rows.map((row) => (
            <tr key={`${row.entity} ${row.quickbooksId}`}>
              <td>Link {oneOf(row.entity)}</td>
              <th scope="row">
                <a
                  href={recordHref(props.facts.id, {
                    entity: row.entity,
                    book: 'quickbooks',
                    id: row.quickbooksId,
                  })}
                >
                  {row.quickbooks}
                </a>
              </th>
              <td>
                <a
                  href={recordHref(props.facts.id, {
                    entity: row.entity,
                    book: 'billcom',
                    id: row.billcomId,
                  })}
                >
                  {row.billcom}
                </a>
              </td>
              <td>{capital(row.because)}</td>
            </tr>
          ))}
        </TableCard>
      );
    case 'held':
      return (
        <TableCard
          label="Held, and why"
          caption={many(list.total, 'record')}
          columns={['Record', 'Why', 'What to do']}
        >
          {list.rows.map((row) => (
            <tr key={`${row.entity} ${row.book} ${row.recordId}`}>
              <th scope="row">
                {capital(oneOf(row.entity))}{' '}
                <a href={recordHref(props.facts.id, { ...row, id: row.recordId })}>{row.recordName}</a>{' '}
                <span class="hint">in {bookTitle[row.book]}</span>
              </th>
              <td>
                {row.because.map(({ cause, sentence }) => (
                  <p class="why" key={sentence}>
                    {sentence} {causes[cause].waitsFor === 'person' && <span class="tag">needs you</span>}
                  </p>
                ))}
              </td>
              <td>
                {[...new Set(row.because.map(({ cure }) => onPage(cure)))].map((cure) => (
                  <p class="why" key={cure}>
                    {cure}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </TableCard>
      );
  }
};

/** So many fields of a new record are shown at once. */
const fieldsShown = 6;

const Write = (props: PreviewProps & { row: ShownOperation }) => {
  const { facts, row } = props;
  const fields = row.fields.filter((field) => isTelling(row, field));
  const source = { entity: row.entity, book: otherBook(row.book), id: row.sourceId };
  const rest = fields.slice(fieldsShown);
  return (
    <tr>
      <td>{previewDoing(row)}</td>
      <th scope="row">
        {capital(oneOf(row.entity))} <a href={recordHref(facts.id, source)}>{row.record}</a>
        {row.isLeftOut && <span class="tag">left out since</span>}
        {row.action === 'create' && <LeaveOut {...props} source={source} />}
      </th>
      <td>
        <Fields row={row} fields={fields.slice(0, fieldsShown)} />
        {rest.length > 0 && (
          <details>
            <summary>{many(rest.length, 'more field')}</summary>
            <Fields row={row} fields={rest} />
          </details>
        )}
      </td>
      <td>
        {reasons(row)
          .split('\n')
          .map((reason) => (
            <p class="why" key={reason}>
              {capital(reason)}
            </p>
          ))}
      </td>
    </tr>
  );
};

const Fields = ({ row, fields }: { row: ShownOperation; fields: readonly PreviewField[] }) => (
  <ul class="plain changes">
    {fields.map(({ field, label, words, rule }) => (
      <li key={field}>
        <span class="hint">{capital(label)}:</span>{' '}
        {row.action !== 'create' && (
          <>
            <span>{words.before || 'nothing'}</span> <span aria-label="becomes">→</span>{' '}
          </>
        )}
        <b>{words.after || 'nothing'}</b>
        {rule !== null && (
          <span class="hint">
            {' '}
            ({rule.rule}
            {rule.original === row.record ? '' : `; the original: ${rule.original}`})
          </span>
        )}
      </li>
    ))}
  </ul>
);

/** A new record need not be made: it can stay in its own book. */
const LeaveOut = ({
  by,
  facts,
  view,
  row,
  part,
  source,
}: PreviewProps & {
  row: ShownOperation;
  source: { readonly entity: EntityName; readonly book: 'quickbooks' | 'billcom'; readonly id: string };
}) =>
  may(by.membership, decidingOf(row.entity)) ? (
    <ActButton
      action={withQuery(`${recordHref(facts.id, source)}/left-out`, {
        ...part,
        preview: String(view.cycle.number),
      })}
      csrf={by.person.browser?.csrf ?? ''}
      fields={{ leave: row.isLeftOut ? 'in' : 'out' }}
      label={`${row.isLeftOut ? 'Take in again' : 'Leave out'}: ${oneOf(row.entity)} ${row.record}`}
    >
      {row.isLeftOut ? 'Take in again' : 'Leave out'}
    </ActButton>
  ) : null;
