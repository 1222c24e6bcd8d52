// The desk by keyboard: step, judge, mark, take back. Every key presses a button or a link that is there to be seen.
"use strict";

(() => {
  const OFF = "styringsdialog-keys-off"; // remembered in this browser: single keys can be turned off (WCAG 2.1.4)
  const desk = document.getElementById("desk");
  const dialog = document.getElementById("keys");
  const live = document.getElementById("desk-live");
  const failed = document.getElementById("desk-failed");
  let isBusy = false; // from the press until the new page stands: keys wait
  let isSent = false; // until the answer has come: buttons do nothing
  let waiting = []; // keys pressed while the answer to the one before is on its way
  let scrolled = 0;
  let answersMarks = false;
  let answered = null; // the answer that was dealt with last

  const one = (selector) => desk.querySelector(selector);
  const isOn = () => localStorage.getItem(OFF) === null;
  const say = (text) => { live.textContent = ""; window.setTimeout(() => { live.textContent = text; }, 50); };

  const form = () => (deskMarks.any() ? deskMarks.form() : one("#judge-form"));
  const verdict = (key) => form()?.querySelector(`button[data-key="${key}"]`);

  // «u» asks for the reason first; Enter there overrules.
  const askWhy = () => {
    const place = form()?.querySelector("[data-reason]");
    if (place) {
      place.dataset.armed = "u";
      place.focus();
    }
  };

  const step = (way) => one(`[data-step="${way}"]`)?.click();
  const mark = () => {
    const point = one("[data-opened]")?.dataset.opened;
    if (point && deskMarks.form()) {
      say(deskMarks.toggle(point));
    }
  };

  const deeds = {
    j: () => step("after"),
    k: () => step("before"),
    ArrowRight: () => step("after"),
    ArrowLeft: () => step("before"),
    e: () => verdict("e")?.click(),
    s: () => verdict("s")?.click(),
    m: () => verdict("m")?.click(),
    u: askWhy,
    x: mark,
    z: () => one("[data-undo]")?.click(),
    "?": () => dialog.showModal(),
  };

  const inList = (target) => target.closest("#review-list") !== null;
  const keyOf = (event) => {
    if (inList(event.target) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      return event.key === "ArrowDown" ? "j" : "k";
    }
    return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  };

  const press = (key) => {
    if (isBusy) {
      if (!waiting.includes("u")) { // what follows «u» is a reason, not commands
        waiting.push(key);
      }
      return;
    }
    deeds[key]();
  };

  const isTyping = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");

  const inReason = (event) => {
    const place = event.target.closest("[data-reason]");
    if (!place) {
      return false;
    }
    if (event.key === "Escape") {
      delete place.dataset.armed;
      document.getElementById("point").focus({ preventScroll: true });
      return true;
    }
    const sends = event.key === "Enter" && !event.shiftKey && (place.dataset.armed || event.ctrlKey || event.metaKey);
    if (sends && !event.isComposing) {
      event.preventDefault();
      place.form.querySelector('button[data-key="u"]').click();
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (dialog.open || inReason(event) || isTyping(event.target)) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn()) {
      return;
    }
    const key = keyOf(event);
    if (Object.hasOwn(deeds, key)) {
      event.preventDefault();
      press(key);
    }
  });

  desk.addEventListener("focusout", (event) => {
    if (event.target.dataset) {
      delete event.target.dataset.armed;
    }
  });

  // --- what happens around an answer ---
  const aboutDesk = (event) => event.detail.target?.id === "desk";

  desk.addEventListener("htmx:beforeRequest", (event) => {
    if (!aboutDesk(event)) {
      return;
    }
    if (isSent) { // pressed twice: the first counts
      event.preventDefault();
      return;
    }
    isBusy = true;
    isSent = true;
    failed.hidden = true;
    scrolled = document.getElementById("review-list")?.scrollTop ?? 0;
    answersMarks = event.detail.elt.id === "judge-many";
    desk.setAttribute("aria-busy", "true");
  });

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (aboutDesk(event)) {
      isSent = false;
    }
  });

  const done = () => {
    isBusy = false;
    isSent = false;
    desk.removeAttribute("aria-busy");
  };

  const failedToSave = (event) => {
    if (aboutDesk(event)) {
      done();
      waiting = [];
      failed.hidden = false;
    }
  };
  desk.addEventListener("htmx:sendError", failedToSave);
  desk.addEventListener("htmx:responseError", failedToSave);

  const showCurrent = () => {
    const list = document.getElementById("review-list");
    const line = list?.querySelector("[aria-current]");
    if (list && line) {
      list.scrollTop = scrolled;
      line.closest("details")?.setAttribute("open", "");
      const [inside, around] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
      if (inside.top < around.top || inside.bottom > around.bottom) {
        list.scrollTop += inside.top - around.top - around.height / 3;
      }
    }
  };

  const settle = () => {
    const page = document.querySelector(".points-page");
    page.classList.add("is-point");
    showCurrent();
    const title = document.getElementById("point-title");
    if (title) {
      document.title = `${title.textContent} · Styringsdialog`;
    }
    const told = one("[data-told]");
    if (told) {
      say(told.dataset.told);
    }
    const wrong = one("[aria-invalid]");
    const place = document.getElementById("point");
    if (wrong) {
      wrong.dataset.armed = "u";
      wrong.focus();
    } else if (place) {
      place.focus({ preventScroll: true });
      const top = place.getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) {
        place.scrollIntoView({ block: "start" });
      }
    }
  };

  document.body.addEventListener("htmx:afterSettle", (event) => {
    // htmx says so once for each element that came: the first time is enough.
    if (event.detail.target?.id !== "desk" || event.detail.xhr === answered) {
      return;
    }
    answered = event.detail.xhr;
    if (answersMarks && !one(".told-error")) {
      deskMarks.clear();
    }
    answersMarks = false;
    deskMarks.draw();
    settle();
    done();
    window.setTimeout(() => {
      if (waiting.length > 0 && !isBusy) {
        deeds[waiting.shift()]();
      }
    }, 0);
  });

  // --- the list of keys ---
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) {
      dialog.showModal();
    } else if (event.target.closest("[data-close]")) {
      dialog.close();
    }
  });
  const choice = document.getElementById("keys-on");
  const showChoice = () => {
    choice.checked = isOn();
    document.documentElement.classList.toggle("keys-off", !isOn());
  };
  choice.addEventListener("change", () => {
    if (choice.checked) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, "1");
    }
    showChoice();
  });
  showChoice();
  showCurrent();
  deskMarks.draw();
})();
