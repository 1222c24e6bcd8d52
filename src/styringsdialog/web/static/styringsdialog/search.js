// «/» leads to the search field, unless somebody is writing or has turned single keys off (WCAG 2.1.4).
"use strict";

(() => {
  const OFF = "styringsdialog-keys-off"; // the same switch as the desk's
  const fields = () => [...document.querySelectorAll('input[type="search"][name="q"]')];
  const isWriting = (target) => target.closest('input, textarea, select, [contenteditable="true"], dialog') !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) {
      return;
    }
    const field = fields().find((one) => one.offsetParent !== null);
    if (field && localStorage.getItem(OFF) === null) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
})();
