// Server-sent events out of a streamed response, however its bytes are cut into chunks.

export interface WireEvent {
  name: string;
  data: string;
  id: string;
}

/** Takes text in any pieces, gives the events that have become whole. */
export class EventParser {
  #rest = "";
  #name = "";
  #data: string[] = [];
  #id = "";

  feed(text: string): WireEvent[] {
    this.#rest += text;
    const events: WireEvent[] = [];
    for (let line = this.#line(); line !== null; line = this.#line()) {
      const event = this.#take(line);
      if (event) events.push(event);
    }
    return events;
  }

  /** The next whole line. A return at the very end may be half of a line break and waits. */
  #line(): string | null {
    const end = this.#rest.search(/\r|\n/);
    if (end < 0 || (this.#rest[end] === "\r" && end === this.#rest.length - 1)) return null;
    const width = this.#rest.startsWith("\r\n", end) ? 2 : 1;
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + width);
    return line;
  }

  #take(line: string): WireEvent | null {
    if (line === "") return this.#finish();
    if (line.startsWith(":")) return null;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#name = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    return null;
  }

  #finish(): WireEvent | null {
    const event = { name: this.#name || "message", data: this.#data.join("\n"), id: this.#id };
    const isEmpty = this.#data.length === 0;
    this.#name = "";
    this.#data = [];
    return isEmpty ? null : event;
  }
}

/** The stream ended, or broke, before what it carried was whole. */
export class StreamCut extends Error {}

/** The events of a streamed response as they come. Raises StreamCut when the connection breaks. */
export async function* eventsOf(response: Response): AsyncGenerator<WireEvent> {
  const parser = new EventParser();
  const reader = response
    .body!.pipeThrough(
      new TextDecoderStream() as never as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>,
    )
    .getReader();
  try {
    for (let piece = await next(reader); !piece.done; piece = await next(reader)) {
      yield* parser.feed(piece.value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function next(reader: ReadableStreamDefaultReader<string>) {
  try {
    return await reader.read();
  } catch (failure) {
    const { name, message } = failure as Error;
    throw name === "AbortError" ? failure : new StreamCut(message);
  }
}
