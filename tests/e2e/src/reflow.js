// Finds content of the current page that is cut off, overlapped or out of reach; one line each.
//
// It measures the text itself, because a box may be wider than its text.
const SCROLLS = /^(auto|scroll)$/;
const [scrollers, truncated] = arguments;
const found = new Set();
const dialog = document.querySelector('dialog[open]');
const top = dialog ?? document.body;
const name = element => {
  const classes = [...element.classList].map(name => '.' + name).join('');
  const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
  return `${element.localName}${classes} “${text || element.getAttribute('aria-label') || ''}”`;
};
const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const hides = element => element.closest('.rl-unseen, .rl-skip, thead, [aria-hidden=true], .rl-folded, option');
const shape = rect => `${Math.round(rect.left)}–${Math.round(rect.right)} × ${Math.round(rect.top)}–${Math.round(rect.bottom)}`;

if (document.scrollingElement.scrollWidth > innerWidth) found.add(`the page is ${document.scrollingElement.scrollWidth} wide`);

for (const element of top.querySelectorAll('*')) {
  if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0 || !seen(element)) continue;
  if (SCROLLS.test(getComputedStyle(element).overflowX) && !element.matches(scrollers) && !element.matches('input, select')) {
    found.add(`scrolls horizontally: ${name(element)} ${element.scrollWidth} in ${element.clientWidth}`);
  }
}
if (dialog && dialog.scrollWidth > dialog.clientWidth) found.add(`the dialog scrolls horizontally: ${dialog.scrollWidth} in ${dialog.clientWidth}`);

// The rectangle of each line of text.
const texts = [];
const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
const range = document.createRange();
for (let node; (node = walker.nextNode());) {
  const element = node.parentElement;
  if (!node.data.trim() || !seen(element) || hides(element)) continue;
  range.selectNodeContents(node);
  // A line box is taller than its text.
  const tall = parseFloat(getComputedStyle(element).fontSize);
  for (const { left, right, top: upper, bottom } of range.getClientRects()) {
    const middle = (upper + bottom) / 2;
    if (right - left >= 1 && tall >= 1) texts.push({ node, element, rect: new DOMRect(left, middle - tall / 2, right - left, tall) });
  }
}
const apart = [];
for (const { node, element, rect } of texts) {
  let { left, right, top: upper, bottom } = rect;
  let scrolled = false;
  for (let around = element; around && around !== document.documentElement; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    const box = around.getBoundingClientRect();
    const start = box.left + around.clientLeft, end = start + around.clientWidth;
    const head = box.top + around.clientTop, foot = head + around.clientHeight;
    const is = left < start - 1 || right > end + 1 || upper < head - 1 || bottom > foot + 1;
    scrolled ||= SCROLLS.test(overflowX) || SCROLLS.test(overflowY) || around.matches(truncated);
    if (is && !scrolled) found.add(`cut off: ${name(element)} ${shape(rect)} in ${name(around)}`);
    [left, right, upper, bottom] = [Math.max(left, start), Math.min(right, end), Math.max(upper, head), Math.min(bottom, foot)];
  }
  if (!scrolled && (left < -1 || right > innerWidth + 1)) found.add(`beyond the edge: ${name(element)} ${shape(rect)}`);
  // Sticky and floating elements overlap on purpose.
  if (right > left && bottom > upper && !element.closest('.rl-news, .rl-point, .rl-across, [data-wide]')) {
    apart.push({ node, element, rect: new DOMRect(left, upper, right - left, bottom - upper) });
  }
}
// The text of a control must be inside of its box.
for (const control of top.querySelectorAll('button, .rl-button, .rl-step, .rl-choice a, .rl-tag')) {
  if (!seen(control) || hides(control)) continue;
  const box = control.getBoundingClientRect();
  for (const { element, rect } of texts) {
    if (!control.contains(element) || element.closest('.rl-point')) continue;
    if (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top < box.top - 1 || rect.bottom > box.bottom + 1) {
      found.add(`outside of its box: ${name(control)} ${shape(rect)} in ${shape(box)}`);
    }
  }
}
// Overlapping texts.
apart.sort((one, other) => one.rect.top - other.rect.top);
for (let at = 0; at < apart.length; at += 1) {
  const one = apart[at];
  for (let next = at + 1; next < apart.length && apart[next].rect.top < one.rect.bottom; next += 1) {
    const other = apart[next];
    const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
    const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
    if (one.node !== other.node && wide > 2 && high > Math.min(one.rect.height, other.rect.height) / 4) {
      found.add(`overlapping: ${name(one.element)} ${shape(one.rect)} and ${name(other.element)} ${shape(other.rect)}`);
    }
  }
}
// A focused control must be visible, not covered by sticky elements (WCAG 2.4.11).
const before = document.activeElement, scrolled = [scrollX, scrollY];
const hidden = element => {
  element.focus();
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  for (const { left, right, top: upper, bottom } of element.getClientRects()) {
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
      const on = document.elementFromPoint(left + (right - left) * x, upper + (bottom - upper) * y);
      if (on && (element.contains(on) || on.contains(element) && on !== document.body && on !== document.documentElement)) return false;
    }
  }
  return true;
};
for (const control of top.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')) {
  if (seen(control) && !control.disabled && !hides(control) && hidden(control)) found.add(`hidden while focused: ${name(control)}`);
}
before?.focus({ preventScroll: true });
scrollTo(...scrolled);
return [...found];
