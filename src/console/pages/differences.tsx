import type { DifferenceDocument } from '../../acts/differences';
import { many } from '../views/words';
import { TableCard } from './tableCard';

/** So many are shown; the CSV has all. */
const shownAtMost = 200;

/** What a first sync did otherwise than its preview showed. */
export const Differences = ({ differences }: { differences: readonly DifferenceDocument[] }) =>
  differences.length === 0 ? null : (
    <>
      <TableCard
        label="What changed since the preview"
        columns={['Since the preview', 'It showed', 'It is now', 'Why']}
      >
        {differences.slice(0, shownAtMost).map((each) => (
          <tr key={`${each.action} ${each.entity} ${each.book} ${each.recordId} ${each.change}`}>
            <th scope="row">{each.sentence}</th>
            <Fields of={each} side="shown" />
            <Fields of={each} side="now" />
            <td>{each.because ?? ''}</td>
          </tr>
        ))}
      </TableCard>
      {differences.length > shownAtMost && (
        <p class="hint">
          And {many(differences.length - shownAtMost, 'more', 'more')}: the download has all.
        </p>
      )}
    </>
  );

const Fields = ({ of, side }: { of: DifferenceDocument; side: 'shown' | 'now' }) => (
  <td>
    {of.fields.map((field) => (
      <div key={field.field}>
        {field.label}: {field[side] || <span class="hint">nothing</span>}
      </div>
    ))}
  </td>
);
