// Values as backends send them. Types only.

export type Scalar = string | number | boolean | null;
/** A value as the backend sent it: at most 64 deep, numbers finite. */
export type Value = Scalar | readonly Value[] | { readonly [key: string]: Value };
export type Attributes = Readonly<Record<string, Value>>;
