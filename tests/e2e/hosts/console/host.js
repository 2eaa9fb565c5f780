import { differences, measure } from "./measure.js";
import { mount } from "./replica-log/replica-log.js";

const box = document.querySelector("#box");
const place = { record: "609b573d53ccce752bf9b860" };

// So large, whatever is in it: what is measured is not how long the list is.
box.style.cssText = "display: block; width: 1100px; height: 900px; overflow: auto";

const around = () => measure(document, (element) => !box.contains(element) || element === box);
let before;
let log;

window.enter = () => {
  before = around();
  log = mount(box, { place, locale: "en-US", theme: "light" });
};

/** What of the host is another than before. */
window.changedAround = () => differences(before, around());

/** How many elements of ours there are, and what of them is another without the console's sheet. */
window.changedWithin = () => {
  const sheet = document.querySelector("#sheet");
  const within = () => measure(box.firstElementChild.shadowRoot);
  const dressed = within();
  sheet.disabled = true;
  const bare = within();
  sheet.disabled = false;
  return [dressed.length, ...differences(dressed, bare)];
};

window.leave = () => log.unmount();
