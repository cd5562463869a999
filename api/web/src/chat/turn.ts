// One turn on the wire: asked or followed, picked up again when the stream is cut, stopped.

import * as api from "../lib/api";
import { t } from "../lib/i18n";
import { StreamCut, type WireEvent, eventsOf } from "../lib/sse";

const WAITS = [300, 800, 1500, 3000, 5000, 8000];

/** Told each event with its data, whose shape follows from the name. */
export type Told = (name: string, data: any) => void;

/**
 * Runs a turn and tells its events: those of the service with their data, and besides them
 * `reconnecting`, `failed` (with an error; nothing more comes), `lost` (the turn is no longer to be
 * had, the conversation has to be read anew) and `overtaken` (it was not begun, because the
 * conversation went on elsewhere).
 */
export class Turn {
  #tell: Told;
  message: string;
  attachments: string[];
  conversationId: string | null;
  turnId: string | null = null;
  #abort = new AbortController();
  #lastId = "";
  #cuts = 0; // how often in a row the stream broke without bringing anything
  #hasBegun = false;
  #wantsStop = false;

  constructor({
    message,
    conversationId = null,
    attachments = [],
    tell,
  }: {
    message: string;
    conversationId?: string | null;
    attachments?: string[];
    tell: Told;
  }) {
    this.message = message;
    this.attachments = attachments;
    this.conversationId = conversationId;
    this.#tell = tell;
  }

  /** Send the message and follow its turn to the end. */
  begin() {
    return this.#guarded(() =>
      api.beginTurn(this.message, this.conversationId, this.attachments, this.#abort.signal),
    );
  }

  /** Send the message in the place of the last one, whose reply is given where there is one. */
  again(insteadOf: string | null) {
    return this.#guarded(() =>
      api.askAgain(this.conversationId!, this.message, insteadOf, this.#abort.signal),
    );
  }

  /** Follow, from its first event, a turn that was begun before. */
  resume(turnId: string) {
    this.turnId = turnId;
    return this.#guarded(() => api.followTurn(this.conversationId!, "", this.#abort.signal));
  }

  /** Ask the service to stop; the reply still comes and says so. */
  async stop() {
    this.#wantsStop = true;
    if (!this.#hasBegun) return;
    await api.stopTurn(this.conversationId!).catch((error) => this.#tell("stop_failed", { error }));
  }

  /** Stop listening; the turn goes on at the service. */
  leave() {
    this.#abort.abort();
  }

  async #guarded(open: () => Promise<Response>) {
    try {
      await this.#run(open);
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      const { isMissing, code } = error as api.ApiError;
      if (isMissing && this.turnId) this.#tell("lost", { error });
      else this.#tell(code === "conflict" ? "overtaken" : "failed", { error });
    }
  }

  async #run(open: () => Promise<Response>) {
    let response = await open();
    while (!(await this.#follow(response))) response = await this.#again();
  }

  /** Whether the stream came to the reply; false when it was cut before. */
  async #follow(response: Response): Promise<boolean> {
    try {
      for await (const event of eventsOf(response)) {
        if (this.#take(event)) return true;
      }
    } catch (error) {
      if (!(error instanceof StreamCut)) throw error;
    }
    return false;
  }

  #take(event: WireEvent): boolean {
    const data = JSON.parse(event.data);
    this.#place(event.id, data);
    if (event.name === "error")
      throw new api.ApiError(0, "turn", data.message ?? t("answer.failed"));
    this.#tell(event.name, data);
    return event.name === "reply";
  }

  /** Note how far we are; a stream that turns out to be of another turn is no use. */
  #place(id: string, data: { conversation_id?: string }) {
    const turnId = id.split(".")[0];
    if (this.turnId && turnId !== this.turnId)
      throw new api.ApiError(404, "not_found", t("answer.failed"));
    this.#lastId = id;
    this.#cuts = 0;
    this.conversationId ??= data.conversation_id ?? null;
    if (this.#hasBegun) return;
    this.turnId = turnId;
    this.#hasBegun = true;
    if (this.#wantsStop) this.stop();
  }

  async #again(): Promise<Response> {
    if (!this.turnId) throw new api.ApiError(0, "network", t("error.network"));
    this.#tell("reconnecting", {});
    let failure = new api.ApiError(0, "network", t("error.network"));
    while (this.#cuts < WAITS.length) {
      await pause(WAITS[this.#cuts], this.#abort.signal);
      this.#cuts += 1;
      try {
        return await api.followTurn(this.conversationId!, this.#lastId, this.#abort.signal);
      } catch (error) {
        const told = error as api.ApiError;
        if (told.status !== 0 && told.status < 500) throw error;
        failure = told;
      }
    }
    throw failure;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    });
  });
}
