/**
 * Unit tests run anywhere. The levels below with `servers` share one Postgres and one Temporal, which jest
 * starts only when a test of such a level is selected.
 */
const transform = {
  '^.+\\.ts$': ['@swc/jest'],
  // The pages of the dashboard: as .swcrc, with JSX.
  '^.+\\.tsx$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        target: 'es2022',
      },
      module: { type: 'commonjs', ignoreDynamic: true },
      sourceMaps: 'inline',
    },
  ],
};
const servers = {
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/timeouts.ts'],
};
const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform,
  ...extra,
});

module.exports = {
  projects: [
    project('unit'),
    project('conformance'),
    project('integration', servers),
    project('replay', servers),
    project('e2e', servers),
  ],
};
