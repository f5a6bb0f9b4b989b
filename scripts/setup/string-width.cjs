'use strict';
// Stands in for string-width in the bundle; see rolldown.config.mjs. The package makes a segmenter of Intl when it is loaded and looks
// up every character that is not ASCII in the table of emoji, 15 ms before the first of both is ready. Nearly all that is drawn has a
// known width; the package is there for the rest, and is begun when it is first asked.
const { isNarrow } = require('../../src/lib/narrow.ts');

module.exports = (text, options) => {
  if (typeof text === 'string' && isNarrow(text)) return text.length;
  return require('../../node_modules/string-width/index.js').default(text, options);
};
