// Checks the direction of imports in every folder of code that there is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cruiser = new URL('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url);
const folders = ['src', 'simulators', 'demo', 'bench', 'test'].filter((folder) => existsSync(folder));
const checked = spawnSync(
  process.execPath,
  [fileURLToPath(cruiser), '--config', '.dependency-cruiser.cjs', ...folders],
  { stdio: 'inherit' },
);
process.exit(checked.status ?? 1);
