import type { ComponentChildren } from 'preact';

/** A table on a card, which scrolls by itself where the page is narrow. */
export const TableCard = ({
  label,
  caption = label,
  columns,
  numbers = [],
  children,
}: {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly caption?: string;
  readonly columns: readonly ComponentChildren[];
  /** The titles of columns of numbers, which stand to the right. */
  readonly numbers?: readonly string[];
  /** Its rows. */
  readonly children: ComponentChildren;
}) => (
  <div class="card scrolls" tabIndex={0} role="region" aria-label={label}>
    <table>
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th
              scope="col"
              key={index}
              class={typeof column === 'string' && numbers.includes(column) ? 'number' : undefined}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
