// How many notifications wait to be read, looked after while somebody is signed in.

const EVERY = 20_000; // milliseconds

class Inbox extends EventTarget {
  unread = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #count: (() => Promise<number>) | null = null;

  /** How the number of unread notifications is found out. */
  countBy(count: () => Promise<number>): void {
    this.#count = count;
  }

  start(): void {
    if (this.#timer || !this.#count) return;
    this.#timer = setInterval(() => document.hidden || void this.look(), EVERY);
    void this.look();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#is(0);
  }

  async look(): Promise<void> {
    try {
      this.#is((await this.#count?.()) ?? 0);
    } catch {
      // The next look may succeed; a session that ended is told elsewhere.
    }
  }

  #is(unread: number): void {
    if (unread === this.unread) return;
    this.unread = unread;
    this.dispatchEvent(new Event("changed"));
  }
}

export const inbox = new Inbox();
