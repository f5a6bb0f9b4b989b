// What a reader takes for one character. The segmenter is made when it is first needed, which a program that starts does not wait for.

let segmenter: Intl.Segmenter | undefined;

/** `index` counts UTF-16 units. */
export function graphemes(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}
