'use strict';
// Runs npm quietly with a chosen Node. npm's own noise (unknown settings, engine warnings) is shown only when it fails.
const childProcess = require('child_process');
const path = require('path');
const { verbose, fail } = require('./message.cjs');

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;
const PROBE_MILLIS = 8000;

/** Installs exactly what the lock file in `folder` says. Without network it tries npm's own cache, then ends with one error. */
function installLocked(node, folder) {
  const reason = unreachable(node, folder);
  const from = reason === undefined ? [] : ['--offline'];
  const result = npm(node, ['ci'].concat(QUIET, from), folder, { inherit: verbose });
  if (result.status === 0) return { reason };
  if (result.error) fail('npm cannot be run: ' + result.error.message);
  if (reason !== undefined) {
    fail('packages must be downloaded once, but the npm registry cannot be reached (' + reason + ').\n' +
      '  Check the network, or the proxy and registry settings of npm, and run the same command again.');
  }
  fail('npm ci failed in ' + folder + '. It said:\n' + errorLines(result.stderr || '') +
    '\n  Run the same command with OBS_TUI_VERBOSE=1 to see everything.', result.status || 1);
  return { reason };
}

/** Why the registry cannot be reached, or undefined where it answers (any answer counts) or the user asked for offline work. */
function unreachable(node, folder) {
  if (process.env.npm_config_offline === 'true' || process.env.npm_config_prefer_offline === 'true') return undefined;
  const args = ['ping', '--loglevel=error', '--fetch-retries=0', '--fetch-timeout=5000'];
  const result = npm(node, args, folder, { inherit: false, timeout: PROBE_MILLIS });
  if (result.status === 0) return undefined;
  if (result.error && result.error.code === 'ETIMEDOUT') return 'no answer in ' + PROBE_MILLIS / 1000 + ' s';
  const found = NO_NETWORK.exec(result.stderr || '');
  return found === null ? undefined : found[1];
}

function npm(node, args, folder, options) {
  const outer = process.env.npm_execpath;
  const own = outer !== undefined && outer.endsWith('npm-cli.js');
  return childProcess.spawnSync(own ? node : 'npm', own ? [outer].concat(args) : args, {
    cwd: folder,
    env: innerEnvironment(node),
    encoding: 'utf8',
    timeout: options.timeout,
    stdio: options.inherit ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/**
 * Keeps the user's npm settings (registry, proxy, cache) and drops what describes the npm run around us: with its
 * `local_prefix` the inner npm would install into the wrong folder.
 */
function innerEnvironment(node) {
  const env = withNodeFirst(node);
  Object.keys(env).forEach((name) => {
    if (/^npm_(package_|lifecycle_|command$)/i.test(name)) delete env[name];
    if (/^npm_config_(prefix|local_prefix|global_prefix|loglevel|node_gyp|noproxy)$/i.test(name)) delete env[name];
  });
  delete env.INIT_CWD;
  return env;
}

function withNodeFirst(node) {
  return Object.assign({}, process.env, { PATH: path.dirname(node) + path.delimiter + process.env.PATH });
}

function errorLines(stderr) {
  const lines = stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log of this run/.test(line));
  return (lines.length > 0 ? lines : stderr.split('\n')).slice(0, 12).map((line) => '  ' + line).join('\n');
}

module.exports = { installLocked, withNodeFirst };
