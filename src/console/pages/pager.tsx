/** Where one is in a long list. */
export interface Paging {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  /** The address of another page of the list. */
  readonly hrefOf: (page: number) => string;
}

export const Pager = ({ paging, what }: { paging: Paging; what: (count: number) => string }) => {
  const { page, perPage, total, hrefOf } = paging;
  const last = Math.max(1, Math.ceil(total / perPage));
  if (last === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {page > 1 ? (
        <a href={hrefOf(page - 1)} rel="prev">
          ← Before
        </a>
      ) : (
        <span class="hint">← Before</span>
      )}
      <span>
        Page {page} of {last}, {what(total)}
      </span>
      {page < last ? (
        <a href={hrefOf(page + 1)} rel="next">
          Next →
        </a>
      ) : (
        <span class="hint">Next →</span>
      )}
    </nav>
  );
};
