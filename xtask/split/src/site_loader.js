let partFailed = false;
const prefetchedParts = new Map();
const fetchPart = ({ href }) => {
    const request = prefetchedParts.get(href);
    prefetchedParts.delete(href);
    return request || fetch(href, { cache: partFailed ? 'reload' : 'default' });
};
export function prefetchPart(name) {
    for (const file of PARTS[name] || []) {
        const { href } = new URL(file, import.meta.url);
        const request = fetch(href);
        request.catch(() => {});
        prefetchedParts.set(href, request);
    }
}
async function instantiatePart(request, imports) {
    try {
        const response = await request;
        if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
        return await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    } catch (error) {
        partFailed = true;
        throw error;
    }
}
