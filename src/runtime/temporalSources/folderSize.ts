import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes in a folder, as a sign of progress: what vanishes while we look counts as nothing. */
export function folderSize(folder: string): number {
  let sum = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) sum += sizeOf(path.join(entry.parentPath ?? entry.path, entry.name));
    }
  } catch {
    return sum;
  }
  return sum;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** `43.1 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
