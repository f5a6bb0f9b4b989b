'use strict';
// One set-up at a time in one checkout. The lock is a file that holds the process id of its owner; a lock whose owner is gone, or
// that is very old (it may come from another machine), is taken over.
const fs = require('fs');
const path = require('path');
const { say, fail } = require('./message.cjs');

const STALE_MILLIS = 15 * 60 * 1000;
const POLL_MILLIS = 100;

function withLock(root, work) {
  const lock = path.join(root, '.tmp', 'setup.lock');
  acquire(lock);
  const release = () => remove(lock);
  process.on('exit', release);
  try {
    return work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

function acquire(lock) {
  let told = false;
  while (!taken(lock)) {
    if (isAbandoned(lock)) {
      remove(lock);
    } else {
      if (!told) say('waiting for another set-up of this folder');
      told = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLIS);
    }
  }
}

function taken(lock) {
  try {
    fs.mkdirSync(path.dirname(lock), { recursive: true });
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return fail('set-up must write into ' + path.dirname(path.dirname(lock)) + ', which failed: ' + error.message);
  }
}

function isAbandoned(lock) {
  try {
    const age = Date.now() - fs.statSync(lock).mtimeMs;
    if (age > STALE_MILLIS) return true;
    const owner = Number(fs.readFileSync(lock, 'utf8'));
    // Empty for the instant between making and filling it.
    if (owner === 0) return age > 10 * POLL_MILLIS;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    // ESRCH: the owner is gone; ENOENT: the lock is; EPERM: the owner lives and belongs to someone else.
    return error.code === 'ESRCH' || error.code === 'ENOENT';
  }
}

function remove(file) {
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

module.exports = { withLock };
