// Draws each chart of the page from the specification that lies beside it; numbers as in the language of the page.
"use strict";

(() => {
  const danish = document.documentElement.lang !== "en";
  const locale = danish
    ? { decimal: ",", thousands: ".", grouping: [3], currency: ["", " kr"] }
    : { decimal: ".", thousands: ",", grouping: [3], currency: ["DKK ", ""] };

  const draw = (place) => {
    if (place.childElementCount > 0) {
      return;
    }
    const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    vegaEmbed(place, spec, {
      ast: true,
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      formatLocale: locale,
    });
  };

  const drawAll = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  drawAll(document);
  document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt.parentElement ?? event.detail.elt));
})();
