// Calls to the service: one way to ask, one shape of error, and a word when the session has ended.

import { languageTag, t } from "./i18n";
import type * as shapes from "./shapes";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }

  get isMissing(): boolean {
    return this.status === 404;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }

  get isForbidden(): boolean {
    return this.status === 403;
  }
}

/** Told "ended" when the service no longer knows who this is. */
export const sessionEvents = new EventTarget();

/** Where the service is and how we are known to it: on its own pages by cookie, elsewhere by token. */
export const service = {
  origin: "",
  token: null as string | null,
  /** Asks the host page for a fresh token; null where there is no host. */
  renew: null as (() => Promise<string | null>) | null,
  get isEmbedded(): boolean {
    return this.origin !== "" && this.renew !== null;
  },
};

export const address = (path: string): string => service.origin + path;

export interface Asked {
  method?: string;
  body?: unknown;
  form?: FormData;
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The response of a call that succeeded; an ApiError otherwise. An abort passes through. */
export async function ask(path: string, asked: Asked = {}): Promise<Response> {
  let response = await send(path, asked);
  if (response.status === 401 && service.renew) {
    service.token = await service.renew();
    if (service.token) response = await send(path, asked);
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function send(path: string, asked: Asked): Promise<Response> {
  const { method = "GET", body, form, accept = "application/json", headers, signal } = asked;
  try {
    return await fetch(address(path), {
      method,
      signal,
      credentials: service.token ? "omit" : "same-origin",
      headers: {
        Accept: accept,
        "Accept-Language": languageTag(),
        ...(service.token ? { Authorization: `Bearer ${service.token}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch (failure) {
    if ((failure as Error).name === "AbortError") throw failure;
    throw new ApiError(0, "network", t("error.network"));
  }
}

/** The JSON answer of a call. */
export async function json<T>(path: string, asked?: Asked): Promise<T> {
  const response = await ask(path, asked);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (failure) {
    if ((failure as Error).name === "AbortError") throw failure;
    throw new ApiError(response.status, "unexpected", t("error.unexpected"));
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const told = await response.json().catch(() => null);
  const { code = "unexpected", message = t("error.unexpected"), fields = {} } = told?.error ?? {};
  const error = new ApiError(response.status, code, message, fields);
  if (error.isSignedOut) sessionEvents.dispatchEvent(new Event("ended"));
  return error;
}

export const part = encodeURIComponent;
export type Query = Record<string, string | number | boolean | null | undefined>;

/** An address with those of its values that are there. */
export function withQuery(path: string, query: Query): string {
  const known = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const search = new URLSearchParams(known.map(([name, value]) => [name, String(value)]));
  return known.length ? `${path}?${search}` : path;
}

export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  json<T>(withQuery(path, query), { signal });

/** A write; its key lets it be sent again without being done twice. */
export const post = <T>(path: string, body: unknown = {}, key?: string): Promise<T> =>
  json<T>(path, { method: "POST", body, headers: key ? { "Idempotency-Key": key } : {} });

export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

const UNTOLD = (status: number): boolean => status === 0 || status >= 500;

/**
 * Writes of one form. What is sent again because nobody told what became of it, is known by the
 * service as the same and done once; after a change or a refusal it is another.
 */
export class Once {
  #key = "";
  #untold = "";

  async send<T>(path: string, asked: Asked): Promise<T> {
    const said = JSON.stringify([asked.method, path, asked.body]);
    if (said !== this.#untold) this.#key = newKey();
    this.#untold = said;
    try {
      const answer = await json<T>(path, { ...asked, headers: { "Idempotency-Key": this.#key } });
      this.#untold = "";
      return answer;
    } catch (error) {
      if (!UNTOLD((error as ApiError).status)) this.#untold = "";
      throw error;
    }
  }

  post = <T>(path: string, body: unknown = {}): Promise<T> =>
    this.send<T>(path, { method: "POST", body });
}

export const signIn = (username: string, password: string) =>
  post<{ user: shapes.User }>("/api/auth/login", { username, password });
export const signOut = () => ask("/api/auth/logout", { method: "POST" });
export const whoAmI = () => get<shapes.Me>("/api/auth/me");

export const conversations = (query: Query = {}, signal?: AbortSignal) =>
  get<{ items: shapes.ConversationLine[] }>("/api/conversations", query, signal);
export const conversation = (id: string, signal?: AbortSignal) =>
  get<shapes.Conversation>(`/api/conversations/${part(id)}`, {}, signal);

export const ticket = (number: string, signal?: AbortSignal) =>
  get<shapes.Ticket>(`/api/tickets/${part(number)}`, {}, signal);
export const ticketHistory = (number: string, signal?: AbortSignal) =>
  get<{ items: shapes.TicketEvent[] }>(`/api/tickets/${part(number)}/events`, {}, signal);
export const article = (number: string, signal?: AbortSignal) =>
  get<shapes.Article>(`/api/articles/${part(number)}`, {}, signal);

export const approve = (id: string, revision?: number) =>
  post<shapes.Proposal>(`/api/proposals/${part(id)}/approve`, revision ? { revision } : {});
export const proposal = (id: string) => get<shapes.Proposal>(`/api/proposals/${part(id)}`);
export const editProposal = (id: string, edited: Record<string, unknown>) =>
  json<shapes.Proposal>(`/api/proposals/${part(id)}`, {
    method: "PATCH",
    body: { arguments: edited },
  });
export const cancel = (id: string) => post<shapes.Proposal>(`/api/proposals/${part(id)}/cancel`);
export const stopTurn = (id: string) => ask(`/api/chat/${part(id)}/stop`, { method: "POST" });

const STREAM = "text/event-stream";

export const beginTurn = (
  message: string,
  conversationId: string | null,
  attachments: string[],
  signal: AbortSignal,
) =>
  ask("/api/chat", {
    method: "POST",
    accept: STREAM,
    signal,
    body: {
      message,
      ...(conversationId ? { conversation_id: conversationId } : {}),
      ...(attachments.length ? { attachments } : {}),
    },
  });

export const askAgain = (
  conversationId: string,
  message: string,
  insteadOf: string | null,
  signal: AbortSignal,
) =>
  ask(`/api/chat/${part(conversationId)}/again`, {
    method: "POST",
    accept: STREAM,
    signal,
    body: { message, ...(insteadOf ? { instead_of: insteadOf } : {}) },
  });

export const followTurn = (conversationId: string, lastId: string, signal: AbortSignal) =>
  ask(`/api/chat/${part(conversationId)}/events`, {
    accept: STREAM,
    signal,
    headers: lastId ? { "Last-Event-ID": lastId } : {},
  });

export function upload(file: File): Promise<shapes.Attachment> {
  const form = new FormData();
  form.append("file", file, file.name);
  return json<shapes.Attachment>("/api/attachments", { method: "POST", form });
}
