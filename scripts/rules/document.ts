/** A document of prose with generated tables between markers: `<!-- generated: NAME -->` … `<!-- end -->`. */

export type Row = readonly string[];

/** A table in Markdown. A cell keeps its text: bars and line ends are written so that they stay in it. */
export function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map(cellOf).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const cellOf = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

const place = /<!-- generated: (\w+) -->\n[\s\S]*?<!-- end -->/g;

/**
 * The document with every table in its place.
 * @throws Error when a place has no table, or a table no place
 */
export function withTables(document: string, tables: Readonly<Record<string, string>>): string {
  const left = new Set(Object.keys(tables));
  const filled = document.replace(place, (_whole, name: string) => {
    const text = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (text === undefined)
      throw new Error(`the document has a place for “${name}”, and there is no such table`);
    left.delete(name);
    return `<!-- generated: ${name} -->\n${text}\n<!-- end -->`;
  });
  if (left.size > 0) throw new Error(`the document has no place for ${[...left].join(', ')}`);
  return filled;
}
