import { differences, measure } from "./measure.js";
import { mount } from "./replica-log/replica-log.js";
import "./replica-log/element.js";

const box = document.querySelector("#box");
const element = document.querySelector("replica-log");
const sheet = document.querySelector("#sheet");

// The two containers keep their layout despite the hostile style sheet.
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

/** The number of elements of an app, and the styles that change without the hostile style sheet. */
window.changedWithin = (root) => {
  const withSheet = measure(root);
  sheet.disabled = true;
  const withoutSheet = measure(root);
  sheet.disabled = false;
  return [withSheet.length, ...differences(withSheet, withoutSheet)];
};
