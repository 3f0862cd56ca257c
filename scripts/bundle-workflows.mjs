// Bundles the workflows once at build time, so that every worker starts with the same code and at once.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { bundleWorkflowCode, DefaultLogger, Runtime } = require('@temporalio/worker');
Runtime.install({ logger: new DefaultLogger('WARN') });
const { code } = await bundleWorkflowCode({
  workflowsPath: path.resolve('dist/src/workflows/index.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync('dist/workflow-bundle.js', code);
