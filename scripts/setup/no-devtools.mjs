// Stands in for react-devtools-core in the bundle; see rolldown.config.mjs.
export default { initialize: () => undefined, connectToDevTools: () => undefined };
