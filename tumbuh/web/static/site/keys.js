// Shows what needs a passkey only where the browser knows passkeys, and says in plain words when one was not read.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkey]")) part.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("phrase-key-failed");
  document.getElementById("messages").replaceChildren(words.content.cloneNode(true));
});
