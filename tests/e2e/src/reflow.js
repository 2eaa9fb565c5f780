// What is lost, or hard to reach, of a page as it stands: a line each.
//
// Texts are measured and not their boxes: a box may be wider than what is written in it.
const SCROLLS = /^(auto|scroll)$/;
const [scrollers, cut] = arguments;
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
    found.add(`scrolls to the side: ${name(element)} ${element.scrollWidth} in ${element.clientWidth}`);
  }
}
if (dialog && dialog.scrollWidth > dialog.clientWidth) found.add(`the dialog scrolls to the side: ${dialog.scrollWidth} in ${dialog.clientWidth}`);

// Where each text is drawn, line by line.
const texts = [];
const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
const range = document.createRange();
for (let node; (node = walker.nextNode());) {
  const element = node.parentElement;
  if (!node.data.trim() || !seen(element) || hides(element)) continue;
  range.selectNodeContents(node);
  // A line is taller than what is written on it.
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
    scrolled ||= SCROLLS.test(overflowX) || SCROLLS.test(overflowY) || around.matches(cut);
    if (is && !scrolled) found.add(`cut off: ${name(element)} ${shape(rect)} in ${name(around)}`);
    [left, right, upper, bottom] = [Math.max(left, start), Math.min(right, end), Math.max(upper, head), Math.min(bottom, foot)];
  }
  if (!scrolled && (left < -1 || right > innerWidth + 1)) found.add(`beyond the edge: ${name(element)} ${shape(rect)}`);
  // What stands over the rest while it scrolls does so by intent.
  if (right > left && bottom > upper && !element.closest('.rl-news, .rl-point, .rl-across, [data-wide]')) {
    apart.push({ node, element, rect: new DOMRect(left, upper, right - left, bottom - upper) });
  }
}
// A control's text within its frame.
for (const control of top.querySelectorAll('button, .rl-button, .rl-step, .rl-choice a, .rl-tag')) {
  if (!seen(control) || hides(control)) continue;
  const box = control.getBoundingClientRect();
  for (const { element, rect } of texts) {
    if (!control.contains(element) || element.closest('.rl-point')) continue;
    if (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top < box.top - 1 || rect.bottom > box.bottom + 1) {
      found.add(`out of its frame: ${name(control)} ${shape(rect)} in ${shape(box)}`);
    }
  }
}
// Two texts on one spot.
apart.sort((one, other) => one.rect.top - other.rect.top);
for (let at = 0; at < apart.length; at += 1) {
  const one = apart[at];
  for (let next = at + 1; next < apart.length && apart[next].rect.top < one.rect.bottom; next += 1) {
    const other = apart[next];
    const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
    const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
    if (one.node !== other.node && wide > 2 && high > Math.min(one.rect.height, other.rect.height) / 4) {
      found.add(`over each other: ${name(one.element)} ${shape(one.rect)} and ${name(other.element)} ${shape(other.rect)}`);
    }
  }
}
// What has the focus is in sight, whatever stands over the page.
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
  if (seen(control) && !control.disabled && !hides(control) && hidden(control)) found.add(`out of sight with the focus on it: ${name(control)}`);
}
before?.focus({ preventScroll: true });
scrollTo(...scrolled);
return [...found];
