// One polite voice for those who listen to the page.

let place: HTMLElement | null = null;
let said = "";

/** The element whose text is read out when it changes. */
export function announceIn(element: HTMLElement | null): void {
  place = element;
}

/** Say a text; the same twice is said twice. */
export function announce(text: string): void {
  said = text === said ? `${text}\u00a0` : text;
  if (place) place.textContent = said;
}
