// Starts the design system once, and after each htmx swap only what is in the new element.
"use strict";

document.documentElement.classList.remove("no-js");
DKFDS.init();

document.body.addEventListener("htmx:load", (event) => {
  const fresh = event.detail.elt;
  if (fresh === document.body) {
    return;
  }
  fresh.querySelectorAll(".accordion").forEach((each) => new DKFDS.Accordion(each).init());
  fresh.querySelectorAll("table.table").forEach((each) => new DKFDS.ResponsiveTable(each));
});

// A form that is sent by choosing: the button stays for those without script.
document.body.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) {
    form.requestSubmit();
  }
});

// A page that asks for its state again and again says quietly when it gets no answer; the next answer takes it away.
document.body.addEventListener("htmx:sendError", (event) => {
  event.detail.elt.querySelectorAll("[data-no-connection]").forEach((each) => { each.hidden = false; });
});
