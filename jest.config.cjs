/** Unit tests run anywhere; the other levels get Postgres and Temporal from the global set-up. */
const transform = { '^.+\\.ts$': ['@swc/jest'] };
const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform,
  ...extra,
});

module.exports = {
  projects: ['unit', 'conformance', 'integration', 'replay', 'e2e'].map((name) => project(name)),
};
