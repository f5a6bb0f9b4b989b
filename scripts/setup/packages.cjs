'use strict';
// Are the installed packages those of the lock file? npm notes what it installed in node_modules/.package-lock.json, so an
// installation by hand counts as well as one of ours, and the check takes a few milliseconds.
const fs = require('fs');
const path = require('path');
const { installLocked } = require('./npm.cjs');
const { withLock } = require('./lock.cjs');
const { say, fail, secondsSince } = require('./message.cjs');

function ensurePackages(root, node) {
  if (packagesMatch(root)) return;
  withLock(root, () => packagesMatch(root) || install(root, node));
}

function install(root, node) {
  const start = Date.now();
  say('installing packages');
  installLocked(node, root);
  if (!packagesMatch(root)) fail('node_modules still differs from package-lock.json after npm ci.');
  say('packages ready in ' + secondsSince(start));
}

function packagesMatch(root) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined) fail('package-lock.json is missing or damaged.');
  if (present === undefined) return false;
  return Object.keys(wanted).every((place) => place === '' || isInstalled(root, place, wanted[place], present[place]));
}

function isInstalled(root, place, wanted, present) {
  if (wanted.link) return true;
  // What is optional may be for another platform; what only peers or optional packages ask for may be left out too.
  if (present === undefined) return Boolean(wanted.optional || wanted.peer || wanted.devOptional);
  return present.version === wanted.version && present.integrity === wanted.integrity && fs.existsSync(path.join(root, place));
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

module.exports = { ensurePackages, packagesMatch };
