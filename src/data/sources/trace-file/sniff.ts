// Whether a file holds traces, by its beginning. Told apart from logs, which may be JSON with trace ids and spans as well.
import { open } from 'node:fs/promises';
import { isSpanTreeText } from '../decode/span-tree-text.ts';
import { formOf } from './form.ts';

const LOOKED_AT = 65_536;

/** False also for what cannot be read: whoever opens it will say why. */
export async function isTraceFile(path: string): Promise<boolean> {
  const head = await headOf(path).catch(() => '');
  return isSpanTreeText(head) || looksLikeTraces(head);
}

/** Devices and pipes are not looked at: what is read from them is gone. */
async function headOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    if (!(await file.stat()).isFile()) return '';
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

/** The beginning of one document, or of one to a line. */
export function looksLikeTraces(head: string): boolean {
  const text = head.trimStart();
  const line = /^[^\n]*(?=\n)/.exec(text)?.[0];
  for (const whole of [line, text]) {
    const document = whole === undefined ? undefined : parsed(whole);
    if (document !== undefined) return formOf(document) !== undefined;
  }
  // The document goes on: what has been seen of its members has to do.
  return formOf(beginningOf(text)) !== undefined;
}

/**
 * As much of a JSON document as a beginning tells: it is cut behind the last member that is complete, and what is open is closed.
 */
function beginningOf(text: string): unknown {
  const closers: string[] = [];
  let cut = { at: 0, closing: '' };
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (inText) {
      if (char === '\\') index += 1;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']');
      cut = { at: index + 1, closing: closers.toReversed().join('') };
    } else if (char === '}' || char === ']') {
      if (closers.pop() !== char || closers.length === 0) return undefined;
      cut = { at: index + 1, closing: closers.toReversed().join('') };
    } else if (char === ',') cut = { at: index, closing: closers.toReversed().join('') };
    if (closers.length > 64) return undefined;
  }
  return parsed(text.slice(0, cut.at) + cut.closing);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
