// Compiles everything that runs (src, simulators, demo, bench) to dist/ and copies what tsc does not.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const say = (line) => process.stderr.write(`${line}\n`);

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
say('Building: compiling (the first time half a minute) …');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
for (const folder of [
  'src/ledger/migrations',
  'src/quickbooks/webconnector/wsdl',
  'src/console/assets',
  'demo/data',
]) {
  if (existsSync(folder)) cpSync(folder, `dist/${folder}`, { recursive: true });
}
say('Building: bundling the workflows …');
const bundled = spawnSync(process.execPath, ['scripts/bundle-workflows.mjs'], { stdio: 'inherit' });
if (bundled.status !== 0) process.exit(bundled.status ?? 1);
