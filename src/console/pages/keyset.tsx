/** Where one is in a list that grows at its beginning: pages are found from a place on, not counted. */
export interface KeysetLinks {
  /** To what is newer; null on the newest page. */
  readonly later: string | null;
  /** To what is older; null on the last page. */
  readonly earlier: string | null;
}

export const Keyset = ({ links: { later, earlier } }: { links: KeysetLinks }) =>
  later === null && earlier === null ? null : (
    <nav class="pager" aria-label="Pages">
      {later === null ? (
        <span class="hint">← Later</span>
      ) : (
        <a href={later} rel="prev">
          ← Later
        </a>
      )}
      {earlier === null ? (
        <span class="hint">Earlier →</span>
      ) : (
        <a href={earlier} rel="next">
          Earlier →
        </a>
      )}
    </nav>
  );
