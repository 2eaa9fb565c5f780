/** The address of the file, from a bundler that gives one for it: what `load` takes. */
declare const address: string;
export default address;
