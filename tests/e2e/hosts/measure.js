/**
 * What the browser makes of each element below a root, its generated content included: every property, and where it
 * stands, as seen from the first.
 */
export function measure(root, counts = () => true) {
  const all = [];
  const start = root.querySelector("*").getBoundingClientRect();
  for (const element of [...root.querySelectorAll("*")].filter(counts)) {
    const seen = {};
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      for (const name of style) {
        // Properties of somebody's own do nothing by themselves.
        if (!name.startsWith("--")) seen[`${part ?? ""}${name}`] = style.getPropertyValue(name);
      }
    }
    const [box] = element.getClientRects();
    // To a hundredth of a pixel: what is farther down is computed with fewer digits.
    const about = (length) => Math.round(length * 100) / 100;
    seen.stands = box ? [box.x - start.x, box.y - start.y, box.width, box.height].map(about).join(" ") : "nowhere";
    all.push([`${element.localName}.${element.className.baseVal ?? element.className}`, seen]);
  }
  return all;
}

/** What is another than before, in words; nothing where all is the same. */
export function differences(before, after) {
  const found = [];
  if (before.length !== after.length) found.push(`${before.length} elements have become ${after.length}`);
  before.forEach(([name, was], at) => {
    const is = after[at]?.[1] ?? {};
    for (const property of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (was[property] !== is[property]) found.push(`${name} ${property}: ${was[property]} → ${is[property]}`);
    }
  });
  return found.slice(0, 20);
}
