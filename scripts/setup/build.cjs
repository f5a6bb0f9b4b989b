'use strict';
// Builds dist/ when anything that goes into it has changed. The new files are made aside and moved in one by one, so a program
// that starts meanwhile finds whole files, and a failed build leaves the old ones in place.
const childProcess = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { withLock } = require('./lock.cjs');
const { verbose, say, fail, secondsSince } = require('./message.cjs');

const INPUTS = ['src', 'scripts/setup', 'rolldown.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];
const STAMP = '.inputs';
const KEEP_MILLIS = 24 * 60 * 60 * 1000;

function ensureBuild(root, node) {
  if (isBuilt(root)) return;
  withLock(root, () => isBuilt(root) || build(root, node));
}

function isBuilt(root) {
  try {
    return fs.readFileSync(path.join(root, 'dist', STAMP), 'utf8') === fingerprint(root);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function build(root, node) {
  const start = Date.now();
  // Taken before the build: a file saved meanwhile makes the next run build again.
  const inputs = fingerprint(root);
  const made = path.join(root, '.tmp', 'dist');
  removeFolder(made);
  const rolldown = path.join(root, 'node_modules', 'rolldown', 'bin', 'cli.mjs');
  const result = childProcess.spawnSync(node, [rolldown, '-c', 'rolldown.config.mjs', '--dir', made, '--log-level', 'warn'], {
    cwd: root,
    encoding: 'utf8',
    env: Object.assign({}, process.env, process.stderr.isTTY ? {} : { NO_COLOR: '1' }),
    stdio: verbose ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) fail('the build failed.\n' + withoutStack((result.stdout || '') + (result.stderr || '')));
  fs.writeFileSync(path.join(made, STAMP), inputs);
  install(made, path.join(root, 'dist'));
  say('built in ' + secondsSince(start));
}

/**
 * Parts first, and what says how they are written, then the entries that name them, the stamp last. What the build no longer makes
 * stays for a day: a program that is running may still load it.
 */
function install(made, dist) {
  fs.mkdirSync(dist, { recursive: true });
  const rank = (name) => (name === STAMP ? 2 : name === 'package.json' || /-[\w-]{8}\.js(\.map)?$/.test(name) ? 0 : 1);
  const names = fs.readdirSync(made).sort((a, b) => rank(a) - rank(b));
  names.forEach((name) => fs.renameSync(path.join(made, name), path.join(dist, name)));
  const isLeftOver = (name) => names.indexOf(name) === -1 && Date.now() - fs.statSync(path.join(dist, name)).mtimeMs > KEEP_MILLIS;
  fs.readdirSync(dist).filter(isLeftOver).forEach((name) => fs.unlinkSync(path.join(dist, name)));
  removeFolder(made);
}

/** A hash over path, size and time of every input: unlike a look for newer files it also sees removed and replaced ones. */
function fingerprint(root) {
  const hash = crypto.createHash('sha256');
  const add = (name) => {
    const stat = fs.statSync(path.join(root, name));
    if (stat.isDirectory()) fs.readdirSync(path.join(root, name)).sort().forEach((child) => add(name + '/' + child));
    else hash.update(name + '\0' + stat.size + '\0' + stat.mtimeMs + '\n');
  };
  INPUTS.forEach(add);
  return hash.digest('hex');
}

/** The bundler's own stack says nothing about the mistake. */
function withoutStack(text) {
  return text.split('\n').filter((line) => !/^ {4}at /.test(line)).join('\n');
}

function removeFolder(folder) {
  if (!fs.existsSync(folder)) return;
  fs.readdirSync(folder).forEach((name) => fs.unlinkSync(path.join(folder, name)));
  fs.rmdirSync(folder);
}

module.exports = { ensureBuild };
