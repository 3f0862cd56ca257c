/** The demo's voice: plain lines on stdout, wrapped, calm. */

const width = (): number => Math.min(process.stdout.columns ?? 110, 110);

export function chapter(title: string): void {
  process.stdout.write(`\n${title}\n${'─'.repeat([...title].length)}\n`);
}

/** A paragraph. */
export function tell(text: string, indent = '  '): void {
  for (const line of wrapped(text, width() - indent.length)) process.stdout.write(`${indent}${line}\n`);
}

/** One item of a list; longer ones hang. */
export function item(text: string, mark = '•', indent = '    '): void {
  const [first = '', ...more] = wrapped(text, width() - indent.length - 2);
  process.stdout.write(`${indent}${mark} ${first}\n`);
  for (const line of more) process.stdout.write(`${indent}  ${line}\n`);
}

export function gap(): void {
  process.stdout.write('\n');
}

/** A text that has its own lines, such as a table. */
export function block(text: string, indent = '  '): void {
  process.stdout.write(`${text.replace(/^(?=.)/gm, indent)}\n`);
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** `1 vendor`, `3 vendors`. */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Columns side by side; numbers to the right. */
export function columns(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((row) => [...(row[at] ?? '')].length)),
  );
  const isNumber = widths.map((_, at) => rows.slice(1).every((row) => typeof row[at] === 'number'));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => {
        const fill = ' '.repeat(Math.max(0, (widths[at] ?? 0) - [...cell].length));
        return isNumber[at] ? fill + cell : cell + fill;
      })
      .join('   ')
      .trimEnd(),
  );
  const rule = '─'.repeat(widths.reduce((sum, each) => sum + each + 3, -3));
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
