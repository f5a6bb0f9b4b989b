/** The first lines in which two texts differ, and by how much, for a person who wants to know whether it matters. */
export function firstDifference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const at = now.findIndex((line, index) => line !== old[index]);
  const line = at < 0 ? now.length : at;
  const shown = [`  line ${line + 1}:`, `  - ${old[line] ?? '(end)'}`, `  + ${now[line] ?? '(end)'}`];
  return `${shown.join('\n')}\n  ${old.length} lines before, ${now.length} now\n`;
}
