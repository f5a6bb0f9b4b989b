'use strict';
// The one door of the project: `npm start`, `npm test` and the other scripts all come here. It makes ready whatever is missing (a Node
// that is new enough, the packages of the lock file, the bundle) and then runs the command. Plain ES2015 syntax, so that the Node
// that happens to be on the machine, down to 12, can run it and get a new one.
const path = require('path');
const { fail, say } = require('./setup/message.cjs');
const { chooseNode } = require('./setup/node.cjs');
const { ensurePackages } = require('./setup/packages.cjs');
const { ensureBuild } = require('./setup/build.cjs');
const { runChecks } = require('./setup/checks.cjs');
const { runInForeground } = require('./setup/child.cjs');

const root = path.join(__dirname, '..');
const inRoot = (file) => path.join(root, file);
const vitest = (args) => [inRoot('node_modules/vitest/vitest.mjs'), 'run'].concat(args);

/** `build`: the command needs dist/. `node`: arguments for Node. `program`: arguments for the launcher of obs-tui. */
const COMMANDS = {
  setup: { build: true },
  build: { build: true },
  start: { build: true, program: (args) => (args.length > 0 ? args : ['demo']) },
  test: { node: vitest },
  'test:e2e': { build: true, node: (args) => vitest(['--config', 'vitest.e2e.config.ts'].concat(args)) },
  'test:faults': { build: true, node: (args) => vitest(['--config', 'vitest.faults.config.ts'].concat(args)) },
  'test:real': { build: true, node: (args) => vitest(['--config', 'vitest.real.config.ts'].concat(args)) },
  'test:fresh': { node: (args) => [inRoot('test/e2e/fresh-clone.ts')].concat(args) },
  check: { check: true },
  bench: { build: true, node: (args) => [inRoot('bench/run.ts')].concat(args) },
  'bench:peers': { build: true, node: (args) => [inRoot('bench/run.ts'), '--peers'].concat(args) },
  docs: { node: (args) => [inRoot('scripts/docs.ts')].concat(args) },
  shots: { build: true, node: (args) => [inRoot('scripts/shots.ts')].concat(args) },
};

function main(name, args) {
  const command = Object.prototype.hasOwnProperty.call(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) fail('unknown command ' + name + '; one of: ' + Object.keys(COMMANDS).join(', '), 2);
  const node = chooseNode(root);
  ensurePackages(root, node);
  if (command.build) ensureBuild(root, node);
  if (command.check) process.exitCode = runChecks(root, node);
  else if (command.node) runInForeground(root, node, node, command.node(args));
  // npm changes to the folder of the project; files named on the command line are meant from where npm was called.
  else if (command.program) runInForeground(process.env.INIT_CWD || process.cwd(), node, inRoot('bin/obs-tui'), command.program(args));
  else say('ready');
}

main(process.argv[2] || '', process.argv.slice(3));
