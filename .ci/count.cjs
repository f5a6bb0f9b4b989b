'use strict';
// Usage: count.cjs RESULTS.json LOG EXIT_CODE. Prints `PASSED FAILED` of one stage: from vitest's result file, else from a line
// `N passed, N failed` in the log, else from the exit code alone.
const fs = require('fs');

function counts(resultFile, logFile, exitCode) {
  const found = fromResults(resultFile) || fromLog(logFile) || { passed: exitCode === 0 ? 1 : 0, failed: 0 };
  // A crash or a time limit leaves no failed test behind, and is one.
  if (exitCode !== 0 && found.failed === 0) found.failed = 1;
  return found;
}

function fromResults(file) {
  if (!fs.existsSync(file)) return undefined;
  const results = JSON.parse(fs.readFileSync(file, 'utf8'));
  // A file that cannot be loaded fails as a suite, without a single failed test.
  const broken = results.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  return { passed: results.numPassedTests, failed: results.numFailedTests + broken };
}

function fromLog(file) {
  const lines = fs.readFileSync(file, 'utf8').match(/\d+ passed, \d+ failed/g);
  if (lines === null) return undefined;
  const [passed, failed] = lines[lines.length - 1].match(/\d+/g).map(Number);
  return { passed, failed };
}

const { passed, failed } = counts(process.argv[2], process.argv[3], Number(process.argv[4]));
process.stdout.write(passed + ' ' + failed + '\n');
