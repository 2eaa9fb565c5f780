import { differences, measure } from "./measure.js";
import { mount } from "./replica-log/replica-log.js";
import "./replica-log/element.js";

const box = document.querySelector("#box");
const element = document.querySelector("replica-log");
const sheet = document.querySelector("#sheet");

// The two boxes are the host's own, and are there whatever its sheet says.
for (const own of [box, element]) {
  const place = { display: "block", width: "1100px", height: "700px", "writing-mode": "horizontal-tb", direction: "ltr" };
  for (const name of Object.keys(place)) own.style.setProperty(name, place[name], "important");
}

element.headers = { "X-Project": "one" };
mount(box, {
  place: { record: "65b07d7eb69e4404f9ba4a4e", artifactName: "" },
  locale: "en-US",
  theme: "light",
  headers: () => ({ "X-Project": "two" }),
  shortcuts: [{ name: "An execution", record: "609b573d53ccce752bf9b860" }],
  onNavigate: (place) => {
    window.told = Object.keys(place).map((name) => `${name}=${place[name]}`);
  },
});

/** What of an app is another without the sheet. */
window.changedWithin = (root) => {
  const dressed = measure(root);
  sheet.disabled = true;
  const bare = measure(root);
  sheet.disabled = false;
  return [dressed.length, ...differences(dressed, bare)];
};
