// Notifications while somebody is signed in: how many are unread, and each new one as it comes.

import type { Notice } from "./shapes";

const PATH = "/api/notifications/stream";

/** Something was said in a conversation of this person's; `turn` is its reply's id to be. */
export interface SaidSomewhere {
  id: string;
  turn: string | null;
}

/**
 * Tells "changed" when the number of unread ones has, "notice" with each new one, and "said" when
 * something was said in a conversation, here or on another device.
 */
class Inbox extends EventTarget {
  unread = 0;
  #stream: EventSource | null = null;

  start(): void {
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#look);
    this.#close();
    this.#is(0);
  }

  /** Listen while the page is in sight; the browser comes back by itself when the wire is cut. */
  #look = (): void => {
    if (document.hidden) this.#close();
    else if (!this.#stream) this.#open();
  };

  #open(): void {
    this.#stream = new EventSource(PATH);
    this.#stream.addEventListener("unread", (event) =>
      this.#is((JSON.parse(event.data) as { unread: number }).unread),
    );
    this.#stream.addEventListener("notification", (event) => {
      const notice = JSON.parse(event.data) as Notice;
      this.dispatchEvent(new CustomEvent<Notice>("notice", { detail: notice }));
    });
    this.#stream.addEventListener("conversation", (event) => {
      const said = JSON.parse(event.data) as SaidSomewhere;
      this.dispatchEvent(new CustomEvent<SaidSomewhere>("said", { detail: said }));
    });
  }

  #close(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  #is(unread: number): void {
    if (unread === this.unread) return;
    this.unread = unread;
    this.dispatchEvent(new Event("changed"));
  }
}

export const inbox = new Inbox();
