import { mount } from "replica-log";

mount(document.querySelector("#box"), { place: { record: "65b07d7eb69e4404f9ba4a4e" }, locale: "en-US" });
