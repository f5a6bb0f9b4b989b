'use strict';
// What set-up says, always on standard error: a few short lines, or one error that names a way out.

const verbose = process.env.OBS_TUI_VERBOSE === '1';

function say(text) {
  process.stderr.write('[setup] ' + text + '\n');
}

/** Ends the process: set-up has no caller that could do better. */
function fail(text, code) {
  process.stderr.write('[setup] error: ' + text + '\n');
  process.exit(code || 1);
}

function secondsSince(startMillis) {
  return ((Date.now() - startMillis) / 1000).toFixed(1) + ' s';
}

module.exports = { verbose, say, fail, secondsSince };
