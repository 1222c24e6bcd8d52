// Stepping through the points: J and K, the opened line marked, focus on the opened point.
"use strict";

(() => {
  const lines = () => [...document.querySelectorAll("[data-point]")];
  const current = () => lines().findIndex((line) => line.getAttribute("aria-current") === "true");

  const step = (by) => {
    const all = lines();
    const next = all[current() + by];
    if (next) {
      next.closest("details")?.setAttribute("open", "");
      next.click();
      next.scrollIntoView({ block: "nearest" });
    }
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "j" || event.key === "J") {
      step(1);
    } else if (event.key === "k" || event.key === "K") {
      step(-1);
    }
  });

  // The links below the point open the same way as the lines of the list.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (link) {
      event.preventDefault();
      step(link.dataset.step === "after" ? 1 : -1);
    }
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "point") {
      return;
    }
    document.querySelector(".points-page").classList.add("is-point");
    lines().forEach((line) => line.removeAttribute("aria-current"));
    const opened = lines().find((line) => line.getAttribute("hx-get") === event.detail.pathInfo.requestPath);
    opened?.setAttribute("aria-current", "true");
    const title = document.getElementById("point-title");
    document.title = `${title?.textContent ?? ""} · Styringsdialog`;
    const place = document.getElementById("point");
    place.focus({ preventScroll: true });
    if (place.getBoundingClientRect().top < 0 || place.getBoundingClientRect().top > window.innerHeight / 2) {
      place.scrollIntoView({ block: "start" });
    }
  });
})();
