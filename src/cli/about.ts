// Which obs-tui this is, without loading any part of it.
import about from '../../package.json' with { type: 'json' };

export function aboutText(): string {
  return `obs-tui ${about.version}\nNode.js ${process.version}\n${process.platform} ${process.arch}`;
}

/** Written into files, so that their reader knows what wrote them. */
export function programName(): string {
  return `obs-tui ${about.version}`;
}
