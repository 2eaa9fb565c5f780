import { differences, measure } from "./measure.js";
import { mount } from "./replica-log/replica-log.js";

const box = document.querySelector("#box");
const place = { record: "609b573d53ccce752bf9b860" };

// A fixed size, so that the measurement does not depend on the number of rows.
box.style.cssText = "display: block; width: 1100px; height: 900px; overflow: auto";

const around = () => measure(document, (element) => !box.contains(element) || element === box);
let before;
let log;

window.enter = () => {
  before = around();
  log = mount(box, { place, locale: "en-US", theme: "light" });
};

/** The styles of the host that have changed since `enter()`. */
window.changedAround = () => differences(before, around());

/** The number of elements of the app, and the styles that change without the console's style sheet. */
window.changedWithin = () => {
  const sheet = document.querySelector("#sheet");
  const within = () => measure(box.firstElementChild.shadowRoot);
  const withSheet = within();
  sheet.disabled = true;
  const withoutSheet = within();
  sheet.disabled = false;
  return [withSheet.length, ...differences(withSheet, withoutSheet)];
};

window.leave = () => log.unmount();
