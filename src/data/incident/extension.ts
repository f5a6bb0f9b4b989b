/** What the name of an incident file ends with. */
export const EXTENSION = '.obsx';
