// Which SQLite stores the sessions: for --version and bug reports.
import Database from 'better-sqlite3';

export function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return String(db.prepare<[], string>('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
