'use strict';
// `npm run check`: everything that can be judged without running the program. All checks run even when one fails.
const childProcess = require('child_process');
const fs = require('fs');
const path = require('path');
const { withNodeFirst } = require('./npm.cjs');

const CHECKS = [
  { name: 'types', file: 'node_modules/typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'lint', file: 'node_modules/oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'dead code', file: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'generated docs', file: 'scripts/docs.ts', args: ['--check'] },
];

/** Exit code: 0 where every check passed. */
function runChecks(root, node) {
  const present = CHECKS.filter((check) => fs.existsSync(path.join(root, check.file)));
  const failed = present.filter((check) => !passes(root, node, check));
  process.stdout.write('checks: ' + (present.length - failed.length) + ' passed, ' + failed.length + ' failed\n');
  return failed.length === 0 ? 0 : 1;
}

function passes(root, node, check) {
  const start = Date.now();
  const result = childProcess.spawnSync(node, [path.join(root, check.file)].concat(check.args), {
    cwd: root,
    encoding: 'utf8',
    env: withNodeFirst(node),
    maxBuffer: 64 * 1024 * 1024,
  });
  const passed = result.status === 0;
  const seconds = ((Date.now() - start) / 1000).toFixed(1) + ' s';
  process.stdout.write((passed ? 'ok      ' : 'FAILED  ') + check.name + ' (' + seconds + ')\n');
  if (!passed) process.stdout.write((result.stdout || '') + (result.stderr || ''));
  return passed;
}

module.exports = { runChecks };
