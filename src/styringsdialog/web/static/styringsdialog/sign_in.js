// A passkey that was cancelled or could not be used is said on the page, not only in the browser's log.
document.addEventListener("allauth.error", (event) => {
  const said = document.querySelector("[data-passkey-error]");
  if (said) {
    event.preventDefault();
    said.hidden = false;
    said.focus();
  }
});
