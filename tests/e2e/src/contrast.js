// Finds elements without sufficient contrast to the page's background, one line each. It measures a screenshot of the
// window (`picture`), because forced colours do not appear in computed styles.
const [picture, marks, done] = arguments;
const measure = async () => {
  const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const luminance = ([red, green, blue]) => [red, green, blue]
    .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [more, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  };
  // The colours with more than two pixels in a rectangle of the screenshot, most frequent first.
  const colours = (left, top, width, height) => {
    const { data } = context.getImageData(Math.round(left), Math.round(top), Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 2).sort((a, b) => b[1] - a[1]).map(([colour]) => colour.split(',').map(Number));
  };
  const probe = document.createElement('i');
  probe.style.cssText = 'background: Canvas';
  document.querySelector('.rl').append(probe);
  const background = getComputedStyle(probe).backgroundColor.match(/\d+/g).map(Number);
  probe.remove();
  const found = new Set();
  for (const [selector, width] of marks) {
    let visible = 0;
    for (const element of document.querySelectorAll(selector)) {
      const box = element.getBoundingClientRect();
      const on = box.width > 0 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
      if (!on || !element.checkVisibility({ opacityProperty: true })) continue;
      visible += 1;
      const there = colours(box.left, box.top, width ?? box.width, box.height);
      if (!there.some(colour => contrast(colour, background) >= 3)) found.add(`low contrast: ${selector}, ${there.slice(0, 3).join(' ')} on ${background}`);
    }
    if (visible === 0) found.add(`not found: ${selector}`);
  }
  return [...found];
};
measure().then(done, error => done([`the screenshot cannot be analysed: ${error}`]));
