// Runs the named npm scripts one after the other, all of them, and fails if any of them failed.
import { spawnSync } from 'node:child_process';

const failed = process.argv.slice(2).filter((script) => {
  console.log(`\n— ${script}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return (
    spawnSync(npm, ['run', '--silent', script], { stdio: 'inherit', shell: process.platform === 'win32' })
      .status !== 0
  );
});
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
