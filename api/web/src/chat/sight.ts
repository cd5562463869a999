// What of a conversation is in sight: the newest, until a person turns back to read.

import type { ReactiveController, ReactiveControllerHost } from "lit";

const NEAR = 90; // pixels from the end that count as the end
const QUESTION_MARGIN = 14; // pixels above a question that has come to the top

export class Sight implements ReactiveController {
  /** Whether the end can be seen. */
  isAtEnd = true;
  /** Whether what is new is brought into sight. */
  follows = true;
  #toEnd = true; // down to its very end, not only until the question stands at the top
  #top = 0;
  #log: HTMLElement | null = null;
  /** Something has grown, as when a chart was drawn. */
  #grown = new ResizeObserver(() => {
    if (this.follows) this.follow(this.#toEnd);
    this.#look();
  });

  constructor(private host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#log) return;
    this.#log = this.host.querySelector<HTMLElement>(".log");
    if (this.#log) this.#grown.observe(this.#log.firstElementChild!);
  }

  hostDisconnected(): void {
    this.#grown.disconnect();
    this.#log = null;
  }

  /** Whoever turns back is left to read; whoever comes to the end is kept there. */
  scrolled = (): void => {
    const { scrollTop } = this.#log!;
    this.#look();
    if (this.isAtEnd) this.follows = true;
    else if (scrollTop < this.#top) this.follows = false;
    this.#top = scrollTop;
  };

  /** Keep the newest in sight; a long answer only until its question stands at the top. */
  follow(toEnd = false): void {
    const log = this.#log;
    if (!log || (!toEnd && !this.follows)) return;
    this.follows = true;
    this.#toEnd = toEnd;
    const question = [...log.querySelectorAll(".person")].at(-1);
    const end = log.scrollHeight - log.clientHeight;
    if (toEnd || !question) {
      log.scrollTop = end;
      return;
    }
    const above = question.getBoundingClientRect().top - log.getBoundingClientRect().top;
    const wanted = Math.min(end, log.scrollTop + above - QUESTION_MARGIN);
    if (wanted > log.scrollTop) log.scrollTop = wanted;
  }

  #look(): void {
    const log = this.#log;
    if (!log) return;
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.host.requestUpdate();
  }
}
