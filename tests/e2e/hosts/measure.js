/**
 * The computed style of each element below a root (pseudo-elements included) and its position relative to the first.
 */
export function measure(root, filter = () => true) {
  const all = [];
  const start = root.querySelector("*").getBoundingClientRect();
  for (const element of [...root.querySelectorAll("*")].filter(filter)) {
    const measured = {};
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      for (const name of style) {
        // Custom properties have no effect of their own.
        if (!name.startsWith("--")) measured[`${part ?? ""}${name}`] = style.getPropertyValue(name);
      }
    }
    const [box] = element.getClientRects();
    // Rounded to a hundredth of a pixel, because the precision of layout decreases down the page.
    const round = (length) => Math.round(length * 100) / 100;
    measured.boundingBox = box ? [box.x - start.x, box.y - start.y, box.width, box.height].map(round).join(" ") : "nowhere";
    all.push([`${element.localName}.${element.className.baseVal ?? element.className}`, measured]);
  }
  return all;
}

/** The differences between two measurements, one line each. */
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
