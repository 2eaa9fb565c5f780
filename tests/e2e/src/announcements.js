// Records in `heard` the announcements of a screen reader: text that appears in an ARIA live region, or together with
// a new one.
(() => {
  const LIVE = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
  const heard = window.heard = [];
  const last = new WeakMap();
  const textOf = region => region.textContent.replace(/\s+/g, ' ').trim();
  new MutationObserver(changes => {
    const regions = new Set();
    for (const { target, addedNodes, type } of changes) {
      const within = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const region = within?.closest(LIVE);
      if (region && (type === 'characterData' || addedNodes.length > 0)) regions.add(region);
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(LIVE)) regions.add(node);
        node.querySelectorAll(LIVE).forEach(region => regions.add(region));
      }
    }
    for (const region of regions) {
      const text = textOf(region);
      if (region.isConnected && region.checkVisibility() && text && last.get(region) !== text) heard.push(text);
    }
    document.querySelectorAll(LIVE).forEach(region => last.set(region, textOf(region)));
  }).observe(document, { childList: true, subtree: true, characterData: true });
})();
