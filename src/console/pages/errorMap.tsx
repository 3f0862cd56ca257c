import { scaleThreshold } from 'victory-vendor/d3-scale';
import { capital, manyOf } from '../../words/stepProgress';
import type { EntityName } from '../../entities/definition';
import type { HeldCell } from '../../ledger/cycleHistory';
import { causeNames, causes } from '../views/causes';
import { counted } from '../views/words';
import { TableCard } from './tableCard';

/** How dark a cell is, by how many records came to be held. */
const heat = scaleThreshold<number, string>()
  .domain([1, 3, 10, 30])
  .range(['heat-0', 'heat-1', 'heat-2', 'heat-3', 'heat-4']);

/** What was held, by cause and kind of record: the more, the darker. A table, so that everybody can read it. */
export const ErrorMap = ({
  company,
  cells,
  entities,
  nothing,
}: {
  readonly company: string;
  readonly cells: readonly HeldCell[];
  /** In step order. */
  readonly entities: readonly EntityName[];
  readonly nothing: string;
}) => {
  if (cells.length === 0) return <p>{nothing}</p>;
  const shown = entities.filter((entity) => cells.some((cell) => cell.entity === entity));
  const rows = causeNames.filter((cause) => cells.some((cell) => cell.cause === cause));
  return (
    <TableCard
      label="What was held, by cause and kind of record"
      numbers={shown.map(titleOf)}
      columns={['Cause', ...shown.map(titleOf)]}
    >
      {rows.map((cause) => (
        <tr key={cause}>
          <th scope="row">
            <a href={`/companies/${company}/needs-you?cause=${cause}`}>{causes[cause].title}</a>
          </th>
          {shown.map((entity) => {
            const cell = cells.find((each) => each.cause === cause && each.entity === entity);
            return (
              <td class={`number ${heat(cell?.records ?? 0)}`} key={entity}>
                {cell && (
                  <>
                    {counted(cell.records)}
                    {cell.open > 0 && (
                      <span class="still">
                        {' '}
                        {cell.open === cell.records ? 'still' : `${counted(cell.open)} still`}
                      </span>
                    )}
                  </>
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </TableCard>
  );
};

const titleOf = (entity: EntityName): string => capital(manyOf(entity));
