import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { Books } from './books';
import type { Change } from './changes';
import { Journal } from './journal';

/** A company file on disk: the books in memory and the journal that brings them back. */
export class CompanyFile {
  #books: Books;
  #journal: Journal;

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true });
    [this.#books, this.#journal] = this.#load();
  }

  /** What is in the file now. Do not keep: a restored backup replaces it. */
  get books(): Books {
    return this.#books;
  }

  /** Whether nothing was ever written to the file. */
  get isNew(): boolean {
    return Object.keys(this.#books.company).length === 0;
  }

  /** Commits changes: first to the journal, then to memory. Either all of them count or none. */
  commit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#journal.append(changes);
    for (const change of changes) this.#books.apply(change);
  }

  /** Copies the file as it is now. */
  backup(to: string): string {
    const path = this.#backupPath(to);
    copyFileSync(this.#journal.path, path);
    return path;
  }

  /** Puts a copy in the place of the file: new records and stored answers are gone (qbxml.md §3). */
  restore(from: string): void {
    const path = this.#backupPath(from);
    if (!existsSync(path)) throw new Error(`There is no backup ${from}.`);
    this.#journal.close();
    copyFileSync(path, this.#journal.path);
    [this.#books, this.#journal] = this.#load();
  }

  close(): void {
    this.#journal.close();
  }

  #load(): [Books, Journal] {
    const books = new Books();
    const journal = Journal.open(join(this.directory, 'company.journal'), (changes) => {
      for (const change of changes) books.apply(change);
    });
    return [books, journal];
  }

  #backupPath(name: string): string {
    if (isAbsolute(name)) return name;
    const folder = join(this.directory, 'backups');
    mkdirSync(folder, { recursive: true });
    return join(folder, basename(name));
  }
}
