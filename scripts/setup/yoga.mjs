// Stands in for yoga-layout in the bundle; see rolldown.config.mjs. The package waits at its top level for WebAssembly that it asks
// `fetch` for, from a data: address: that loads the HTTP client, 30 ms, and no `require` can load a module that waits. Here the same
// bytes, which stand in the text of its loader, are compiled at once, 1 ms.
import load from '../../node_modules/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js';
import wrapAssembly from '../../node_modules/yoga-layout/dist/src/wrapAssembly.js';

const [, base64] = /base64,([\w+/=]+)/.exec(load.toString());
const library = {
  instantiateWasm(imports, done) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(base64, 'base64')), imports);
    done(instance);
    return instance.exports;
  },
};
load(library);

export default wrapAssembly(library);
export * from '../../node_modules/yoga-layout/dist/src/generated/YGEnums.js';
