// What happens when nobody reads any more what the program writes: a closed pipe is no error, a closed terminal is a hang-up.

/** Call once, before anything is written. */
export function watchStreams(): void {
  let hungUp = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `obs-tui logs query | head -1`: the reader has what it wanted.
    if (error.code === 'EPIPE') process.exit(0);
    if (error.code !== 'EIO') throw error;
    if (!hungUp) process.kill(process.pid, 'SIGHUP');
    hungUp = true;
  });
  // A recording goes on when only its messages find no reader.
  process.stderr.on('error', () => undefined);
}
