const swc = require.resolve(
  '@backstage/cli-module-test-jest/config/jestSwcTransform',
);
const commonjs = { ignoreDynamic: true, exportInteropAnnotation: true };
const transformed = syntax => [
  swc,
  { module: commonjs, jsc: { parser: { syntax } } },
];

/** As in the backend's package; the CLI's own settings look for tests in `src` only. */
module.exports = {
  displayName: 'change-management-tests',
  rootDir: __dirname,
  roots: ['<rootDir>/policy', '<rootDir>/docs'],
  // One file brings in those of all clauses, so that they share a backend.
  testMatch: ['<rootDir>/policy/everyClause.ts', '<rootDir>/docs/*.test.ts'],
  testEnvironment: require.resolve('jest-environment-node'),
  transform: {
    '\\.ts$': transformed('typescript'),
    '\\.(mjs|cjs|js)$': transformed('ecmascript'),
  },
  transformIgnorePatterns: ['/node_modules/(?:ajv|jest-.*|knex|typescript)/'],
};
