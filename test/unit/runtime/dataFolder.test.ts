import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimDataFolder } from '../../../src/runtime/dataFolder';

const folder = mkdtempSync(path.join(tmpdir(), 'tieout-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('is made and holds everything', async () => {
    const claimed = await claimDataFolder(path.join(folder, 'new'));
    for (const place of [claimed.postgres, claimed.temporalFile, claimed.logs]) {
      expect(place.startsWith(claimed.path)).toBe(true);
    }
    claimed.release();
  });

  it('in use by a running process is refused', async () => {
    writeFileSync(path.join(folder, 'owner.pid'), `${process.ppid}\n`);
    await expect(claimDataFolder(folder)).rejects.toThrow(new RegExp(`in use by process ${process.ppid}`));
  });

  it('of a process that was killed is taken over', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path.join(folder, 'owner.pid'), `${gone}\n`);
    (await claimDataFolder(folder)).release();
    (await claimDataFolder(folder)).release();
  });
});
