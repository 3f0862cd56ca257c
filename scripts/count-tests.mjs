// Prints "<passed> <failed>" from jest's JSON report; a test file that could not run counts as one failed.
import { existsSync, readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
if (file === undefined || !existsSync(file)) {
  console.log('0 0');
} else {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`${report.numPassedTests} ${report.numFailedTests + report.numRuntimeErrorTestSuites}`);
}
