// Whether something is being pressed: what lies under a finger stays until the press is over.

const CLICK_FOLLOWS = 100; // milliseconds within which the click of a press comes after its end

let over = Promise.resolve();
let end = (): void => {};

/** Resolves once nothing is being pressed. */
export const pressOver = (): Promise<void> => over;

const begins = (): void => {
  end();
  over = new Promise((resolve) => (end = resolve));
};

const ends = (): void => void setTimeout(end, CLICK_FOLLOWS);

document.addEventListener("pointerdown", begins, { capture: true, passive: true });
for (const each of ["pointerup", "pointercancel"]) {
  document.addEventListener(each, ends, { capture: true, passive: true });
}
