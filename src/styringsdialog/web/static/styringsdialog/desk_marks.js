// Marks on several points, kept while the list is drawn anew; the form beside the list then acts on all of them.
"use strict";

const deskMarks = (() => {
  const marked = new Map(); // value of the mark -> how many points it stands for

  const form = () => document.getElementById("judge-many");
  const boxes = () => [...document.querySelectorAll("#review-list input[name=marked]")];
  const count = () => [...marked.values()].reduce((sum, each) => sum + each, 0);

  // Marks whose line is folded away or on another page go along as hidden fields.
  const draw = () => {
    const place = form();
    if (!place) {
      return;
    }
    const shown = new Set(boxes().map((box) => box.value));
    boxes().forEach((box) => { box.checked = marked.has(box.value); });
    place.querySelectorAll("input[data-hidden-mark]").forEach((each) => each.remove());
    [...marked.keys()].filter((value) => !shown.has(value)).forEach((value) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "marked", value });
      field.dataset.hiddenMark = "";
      place.append(field);
    });
    const words = place.querySelector("[data-marked-count]");
    const total = count();
    words.textContent = total === 1 ? words.dataset.one : words.dataset.many.replace("#", total);
    place.classList.toggle("has-marks", total > 0);
  };

  const set = (value, on, many) => {
    if (on) {
      marked.set(value, many);
    } else {
      marked.delete(value);
    }
    draw();
    return form()?.querySelector("[data-marked-count]")?.textContent ?? "";
  };

  return {
    any: () => marked.size > 0,
    clear: () => { marked.clear(); draw(); },
    draw,
    form,
    set,
    toggle: (value) => set(value, !marked.has(value), 1),
  };
})();

document.addEventListener("change", (event) => {
  const box = event.target.closest("input[name=marked].line-mark");
  if (box && deskMarks.form()) {
    deskMarks.set(box.value, box.checked, Number(box.dataset.count));
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-unmark]")) {
    deskMarks.clear();
  }
});
