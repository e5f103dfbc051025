// Words about something that goes on are fetched again, until it is over; without script there is
// a link that does the same.
const EVERY = 5000;

export function keepFresh(element) {
  const lookAgain = async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(element.id);
      if (!fresh) {
        location.reload();
        return;
      }
      element.replaceChildren(...fresh.childNodes);
    } catch {
      // No connection for a moment: the next look may have one.
    }
    setTimeout(lookAgain, EVERY);
  };
  setTimeout(lookAgain, EVERY);
}
