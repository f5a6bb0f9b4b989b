'use strict';
// Runs one program in the foreground and ends as it ended: signals go down, the exit code comes up, 128+n for a death by signal.
const childProcess = require('child_process');
const os = require('os');
const { fail } = require('./message.cjs');
const { isNewEnough } = require('./node.cjs');
const { withNodeFirst } = require('./npm.cjs');

function runInForeground(folder, node, command, args) {
  const env = Object.assign(withNodeFirst(node), { OBS_TUI_NODE: node });
  const child = childProcess.spawn(command, args, { cwd: folder, stdio: 'inherit', env });
  let hungUp = false;
  // The terminal sends Ctrl+C and Ctrl+\ to every process in the foreground: passing them on would double them.
  process.on('SIGINT', () => undefined);
  process.on('SIGQUIT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => {
    hungUp = true;
    child.kill('SIGHUP');
  });
  child.on('error', (error) => fail(command + ' cannot be run: ' + error.message, 126));
  child.on('exit', (code, signal) => {
    // An older Node aborts with a core dump in any ordinary exit once its terminal has hung up.
    if (hungUp && !isNewEnough(process.version)) process.kill(process.pid, 'SIGKILL');
    process.exit(signal === null ? code : 128 + os.constants.signals[signal]);
  });
}

module.exports = { runInForeground };
