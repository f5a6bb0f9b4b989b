// A session under another name than that of the file it is read from: an incident file is read through a temporary one, and a session
// that is not kept has none that anybody could open later.
import { resolve } from 'node:path';
import type { Session } from '../model/session.ts';

export function namedSession(session: Session, path: string | undefined): Session {
  const named = path === undefined ? {} : { path: resolve(path) };
  return {
    ...session,
    info: () => {
      const { path: _, ...info } = session.info();
      return { ...info, ...named };
    },
  };
}
