const log = document.querySelector("replica-log");

// Attributes say where it is. They may change at any time.
for (const button of document.querySelectorAll("[data-record]")) {
  button.addEventListener("click", () => log.setAttribute("record", button.dataset.record));
}

// The event has the place that the user navigated to.
log.addEventListener("navigate", ({ detail: { place } }) => {
  document.querySelector("output").value = new URLSearchParams(place);
});

// Out of the document it stops: no request, no timer, no listener is left.
document.querySelector("[data-close]").addEventListener("click", () => log.remove());
