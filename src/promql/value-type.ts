/** What an expression yields: a number, a set of labelled numbers, labelled runs of samples, or text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';
