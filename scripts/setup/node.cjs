'use strict';
// Which Node runs the project. better-sqlite3 crashes the process below 22.14 and undici refuses below 22.19, so an older Node on
// the machine is left alone and a private one is fetched beside it, checked against the hashes of its own lock file.
const childProcess = require('child_process');
const fs = require('fs');
const path = require('path');
const { installLocked } = require('./npm.cjs');
const { withLock } = require('./lock.cjs');
const { packagesMatch } = require('./packages.cjs');
const { say, fail, secondsSince } = require('./message.cjs');

const LEAST = [22, 19, 0];

/** Path of the Node to use: OBS_TUI_NODE where set, this one where it is new enough, else the private one. */
function chooseNode(root) {
  const wanted = process.env.OBS_TUI_NODE;
  if (wanted) {
    if (!works(wanted)) fail('OBS_TUI_NODE=' + wanted + ' does not run as Node ' + LEAST.join('.') + ' or newer.');
    return wanted;
  }
  return isNewEnough(process.version) ? process.execPath : privateNode(root);
}

function privateNode(root) {
  const folder = path.join(root, 'tools', 'node-runtime');
  const node = path.join(folder, 'node_modules', 'node-' + process.platform + '-' + process.arch, 'bin', 'node');
  if (!isProven(folder)) withLock(root, () => isProven(folder) || fetchNode(folder, node));
  return node;
}

function fetchNode(folder, node) {
  // Installed by hand, or by an earlier version of this script.
  if (packagesMatch(folder) && works(node)) return prove(folder);
  const start = Date.now();
  say('Node ' + process.version + ' is too old; fetching a private Node 24 from the npm registry (about 50 MB, once)');
  const { reason } = installLocked(process.execPath, folder);
  // The package is optional to npm, which passes over one that it cannot get: only running the program proves it.
  if (!works(node)) {
    fail('no private Node for ' + process.platform + '-' + process.arch + ' (' + (reason || 'there is no build that runs here') + ').\n' +
      '  Check the network and run the same command again, or install Node ' + LEAST.join('.') + ' or newer,\n' +
      '  or set OBS_TUI_NODE=/path/to/node.');
  }
  prove(folder);
  say('Node ready in ' + secondsSince(start));
}

function prove(folder) {
  fs.writeFileSync(proofFile(folder), fs.readFileSync(path.join(folder, 'package-lock.json')));
}

/** A copy of the lock file, written after the fetched Node has run: starting a Node to ask each time would cost 50 ms. */
function proofFile(folder) {
  return path.join(folder, 'node_modules', '.proven-lock.json');
}

function isProven(folder) {
  try {
    const lock = fs.readFileSync(path.join(folder, 'package-lock.json'));
    return lock.equals(fs.readFileSync(proofFile(folder)));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function works(node) {
  const result = childProcess.spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' });
  return result.status === 0 && isNewEnough(result.stdout.trim());
}

function isNewEnough(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const different = LEAST.findIndex((least, index) => parts[index] !== least);
  return different === -1 || parts[different] > LEAST[different];
}

module.exports = { chooseNode, isNewEnough };
