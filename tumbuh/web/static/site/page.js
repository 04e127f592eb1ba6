// Three things that pages do with JavaScript and get along without: refusals of htmx, a menu that closes, and saying
// that a file is too large before it has travelled.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  // A refusal says where it wants to be shown (HX-Retarget); any other failure must not replace a piece of the page.
  event.detail.shouldSwap = xhr.getResponseHeader("HX-Retarget") !== null;
  if (!event.detail.shouldSwap) say("failed");
});
document.addEventListener("htmx:sendError", () => say("offline"));
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "messages") event.target.scrollIntoView({ block: "center" });
});

// The words are on the page (layout/_phrases.html), in the person's language.
function say(what) {
  const words = document.getElementById(`phrase-${what}`);
  const place = document.getElementById("messages");
  if (words && place) {
    place.replaceChildren(words.content.cloneNode(true));
    place.scrollIntoView({ block: "center" });
  }
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("change", (event) => {
  const { dataset, files } = event.target;
  if (!dataset || !dataset.limitBytes || !files) return;
  const large = [...files].some((file) => file.size > Number(dataset.limitBytes));
  event.target.setCustomValidity(large ? dataset.tooLarge : "");
  event.target.reportValidity();
});
