'use strict';
// What Node runs first. ES5 up to the check, so that an old Node shows a message: better-sqlite3 crashes the process below 22.14,
// at a point where nothing can be caught any more, and undici refuses to load below 22.19.
var fs = require('fs');
var path = require('path');

var LEAST = [22, 19, 0];

function isNewEnough(version) {
  var parts = version.split('.').map(Number);
  for (var i = 0; i < LEAST.length; i += 1) {
    if (parts[i] !== LEAST[i]) return parts[i] > LEAST[i];
  }
  return true;
}

function refuse(lines) {
  // Said on the normal screen, where the launcher has left it.
  if (process.env.OBS_TUI_SKELETON) process.stdout.write('\u001b[?2004l\u001b[?1049l\u001b[?25h');
  process.stderr.write('obs-tui: ' + lines.join('\n') + '\n');
  process.exit(1);
}

/** Where V8 keeps compiled code, a tenth of the time to start. In the user's own folder: code from a shared /tmp is not trusted. */
function compileCacheFolder() {
  var base = process.env.XDG_CACHE_HOME;
  if (!base || !path.isAbsolute(base)) base = path.join(require('os').homedir(), '.cache');
  return path.join(base, 'obs-tui', 'compiled');
}

function start() {
  var entry = path.join(__dirname, '..', 'dist', 'main.js');
  if (!fs.existsSync(entry)) {
    refuse(['the program is not built (' + path.normalize(entry) + ' is missing).', 'In a git checkout run: npm start']);
  }
  // Answers with a status and never throws: a cache that cannot be written is none.
  require('module').enableCompileCache(compileCacheFolder());
  // Threads and children find it by this name.
  process.env.NODE_COMPILE_CACHE = compileCacheFolder();
  require(entry);
}

if (isNewEnough(process.versions.node)) {
  start();
} else {
  refuse([
    'needs Node ' + LEAST.join('.') + ' or newer, but this is ' + process.versions.node + ' (' + process.execPath + ').',
    'Any one of these helps:',
    '  - install Node 24 from your package manager or https://nodejs.org',
    '  - set OBS_TUI_NODE to the path of a newer node',
    '  - in a git checkout: npm start, which fetches a private Node 24 and changes nothing else on the machine',
  ]);
}
