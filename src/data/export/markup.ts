// Markup is made by one tag that escapes whatever text it is handed: what came from outside ends up in a page as text only.

/** Text with tags of our own. Only `markup` makes it. */
export interface Markup {
  readonly tags: string;
}

/** `undefined` and the empty list stand for nothing. */
type Part = string | number | Markup | readonly Markup[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { tags: texts.map((text, index) => `${text}${tagsOf(parts[index])}`).join('') };
}

function tagsOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return part.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
  if (typeof part === 'number') return String(part);
  return 'tags' in part ? part.tags : part.map(({ tags }) => tags).join('');
}
