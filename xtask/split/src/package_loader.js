// The part that is loaded in place of `file`: by default its literal URL, which bundlers replace.
let partUrl = (file) => URLS[file]();
let partFailed = false;
const requestedParts = new Set();
const prefetchedParts = new Map();
// `locate` returns the URL of a file; without it, files are next to this one.
export function locateParts(locate) {
    partUrl = locate || ((file) => URLS[file]());
}
async function downloadPart(file) {
    const { href } = new URL(partUrl(file), document.baseURI);
    // A small part that a bundler has inlined. To fetch it, a Content-Security-Policy would have to allow `data:`.
    const inlined = /^data:[^,]*;base64,(.*)$/.exec(href);
    if (inlined) return Uint8Array.from(atob(inlined[1]), (char) => char.charCodeAt(0));
    const response = await fetch(href, { cache: partFailed ? 'reload' : 'default' });
    if (!response.ok) throw new Error(`${response.status} for ${href}`);
    return response.arrayBuffer();
}
function fetchPart(file) {
    const part = prefetchedParts.get(file) || downloadPart(file);
    prefetchedParts.delete(file);
    requestedParts.add(file);
    return part;
}
export function prefetchPart(name) {
    for (const file of PARTS[name] || []) {
        if (requestedParts.has(file)) continue;
        const part = fetchPart(file);
        prefetchedParts.set(file, part);
        // The app downloads the part again when it needs it.
        part.catch(() => {
            requestedParts.delete(file);
            prefetchedParts.delete(file);
        });
    }
}
async function instantiatePart(part, imports) {
    try {
        return await WebAssembly.instantiate(await part, imports);
    } catch (error) {
        partFailed = true;
        throw error;
    }
}
