// The preview of a message follows what is typed. It asks the page that the Preview button asks,
// and takes the preview out of the answer, so both show the same. Nothing is saved.
const TYPING_ENDS = 600; // milliseconds
const SAY_AFTER = 1500; // a screen reader hears the count once, when typing rests

export function showWhileTyping(form) {
  const shown = document.getElementById(form.dataset.preview);
  const said = document.getElementById(form.dataset.said);
  const button = form.querySelector("[formaction]");
  let typing = 0;
  let saying = 0;
  let newest = 0;

  async function refresh() {
    const mine = ++newest;
    let answer = null;
    try {
      answer = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    } catch (error) {
      return; // Without a connection the old preview stays, and the button still works later.
    }
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(shown.id);
    if (!fresh || mine !== newest) return;
    shown.replaceChildren(...fresh.childNodes);
    clearTimeout(saying);
    saying = setTimeout(say, SAY_AFTER);
  }

  function say() {
    const words = [...shown.querySelectorAll("[data-say]")].map((part) => part.textContent.trim());
    const sentence = words.join(". ").replace(/\s+/g, " ");
    if (said.textContent !== sentence) said.textContent = sentence;
  }

  form.addEventListener("input", () => {
    clearTimeout(typing);
    clearTimeout(saying);
    typing = setTimeout(refresh, TYPING_ENDS);
  });
}
