/** The URLs of all wasm files, as a bundler's file loader provides them; see `LoadOptions.wasm`. */
declare const urls: Record<string, string>;
export default urls;
