// What the operating system's answer about a path means for people.
import type { Problem } from './input.ts';

export function problemOf(error: unknown, path: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return { text: `${path} does not exist`, retry: true };
    case 'ENOTDIR':
      return { text: `${path} lies below something that is no directory`, retry: true };
    case 'EACCES':
    case 'EPERM':
      return { text: `no permission to read ${path}`, retry: true };
    case 'EMFILE':
    case 'ENFILE':
      return { text: `too many open files to open ${path}`, retry: true };
    default:
      return { text: `${path} cannot be read (${code})`, retry: true };
  }
}
