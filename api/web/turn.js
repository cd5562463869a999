// One turn on the wire: asked or followed, picked up again when the stream is cut, stopped.

import * as api from "./api.js";
import { t } from "./i18n.js";
import { StreamCut, eventsOf } from "./sse.js";
import { begunTurns } from "./storage.js";

const WAITS = [300, 800, 1500, 3000, 5000, 8000];

/**
 * Runs a turn and tells its events: those of the service with their data, and besides them
 * `reconnecting`, `failed` (with an error; nothing more comes) and `lost` (the turn is no longer to
 * be had, the conversation has to be read anew).
 */
export class Turn {
  #tell;
  #abort = new AbortController();
  #lastId = "";
  #cuts = 0; // how often in a row the stream broke without bringing anything
  #hasBegun = false;
  #wantsStop = false;

  constructor({ message, conversationId = null, tell }) {
    this.message = message;
    this.conversationId = conversationId;
    this.#tell = tell;
  }

  /** Send the message and follow its turn to the end. */
  begin() {
    return this.#guarded(() =>
      api.beginTurn(this.message, this.conversationId, this.#abort.signal),
    );
  }

  /** Follow, from its first event, a turn that this tab began before. */
  resume(turnId) {
    this.turnId = turnId;
    return this.#guarded(() => api.followTurn(this.conversationId, "", this.#abort.signal));
  }

  /** Ask the service to stop; the reply still comes and says so. */
  async stop() {
    this.#wantsStop = true;
    if (!this.#hasBegun) return;
    await api.stopTurn(this.conversationId).catch((error) => this.#tell("stop_failed", { error }));
  }

  /** Stop listening; the turn goes on at the service. */
  leave() {
    this.#abort.abort();
  }

  async #guarded(open) {
    try {
      await this.#run(open);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#forget();
      this.#tell(error.isMissing && this.turnId ? "lost" : "failed", { error });
    }
  }

  async #run(open) {
    let response = await open();
    while (!(await this.#follow(response))) response = await this.#again();
  }

  /** Whether the stream came to the reply; false when it was cut before. */
  async #follow(response) {
    try {
      for await (const event of eventsOf(response)) {
        if (this.#take(event)) return true;
      }
    } catch (error) {
      if (!(error instanceof StreamCut)) throw error;
    }
    return false;
  }

  #take(event) {
    const data = JSON.parse(event.data);
    this.#place(event.id, data);
    if (event.name === "error")
      throw new api.ApiError(0, "turn", data.message ?? t("answer.failed"));
    if (event.name === "reply") this.#forget();
    this.#tell(event.name, data);
    return event.name === "reply";
  }

  /** Note how far we are; a stream that turns out to be of another turn is no use. */
  #place(id, data) {
    const turnId = id.split(".")[0];
    if (this.turnId && turnId !== this.turnId)
      throw new api.ApiError(404, "not_found", t("answer.failed"));
    this.#lastId = id;
    this.#cuts = 0;
    this.conversationId ??= data.conversation_id ?? null;
    if (this.#hasBegun) return;
    this.turnId = turnId;
    this.#hasBegun = true;
    begunTurns.keep(this.conversationId, { message: this.message, turn: turnId });
    if (this.#wantsStop) this.stop();
  }

  async #again() {
    if (!this.turnId) throw new api.ApiError(0, "network", t("error.network"));
    this.#tell("reconnecting", {});
    let failure = new api.ApiError(0, "network", t("error.network"));
    while (this.#cuts < WAITS.length) {
      await pause(WAITS[this.#cuts], this.#abort.signal);
      this.#cuts += 1;
      try {
        return await api.followTurn(this.conversationId, this.#lastId, this.#abort.signal);
      } catch (error) {
        if (error.status !== 0 && error.status < 500) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  #forget() {
    if (this.conversationId) begunTurns.drop(this.conversationId);
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    });
  });
}
