/** The URL of the wasm file, as bundlers provide it; an argument for `load`. */
declare const address: string;
export default address;
