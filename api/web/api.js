// Calls to the service: one way to ask, one shape of error, and a word when the session has ended.

import { languageTag, t } from "./i18n.js";

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get isMissing() {
    return this.status === 404;
  }

  get isSignedOut() {
    return this.status === 401;
  }
}

/** Told "ended" when the service no longer knows who this is. */
export const sessionEvents = new EventTarget();

/** The response of a call that succeeded; an ApiError otherwise. An abort passes through. */
export async function ask(
  path,
  { method = "GET", body, accept = "application/json", headers, signal } = {},
) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      credentials: "same-origin",
      headers: {
        Accept: accept,
        "Accept-Language": languageTag(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new ApiError(0, "network", t("error.network"));
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** The JSON answer of a call. */
export async function json(path, options) {
  const response = await ask(path, options);
  try {
    return await response.json();
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new ApiError(response.status, "unexpected", t("error.unexpected"));
  }
}

async function errorOf(response) {
  const told = await response.json().catch(() => null);
  const code = told?.error?.code ?? "unexpected";
  const error = new ApiError(response.status, code, told?.error?.message ?? t("error.unexpected"));
  if (error.isSignedOut) sessionEvents.dispatchEvent(new Event("ended"));
  return error;
}

const part = encodeURIComponent;

export const signIn = (username, password) =>
  json("/api/auth/login", { method: "POST", body: { username, password } });
export const signOut = () => ask("/api/auth/logout", { method: "POST" });
export const whoAmI = () => json("/api/auth/me");
export const conversations = (signal) => json("/api/conversations", { signal });
export const conversation = (id, signal) => json(`/api/conversations/${part(id)}`, { signal });
export const ticket = (number, signal) => json(`/api/tickets/${part(number)}`, { signal });
export const ticketHistory = (number, signal) =>
  json(`/api/tickets/${part(number)}/events`, { signal });
export const article = (number, signal) => json(`/api/articles/${part(number)}`, { signal });
export const approve = (id) =>
  json(`/api/proposals/${part(id)}/approve`, { method: "POST", body: {} });
export const cancel = (id) => json(`/api/proposals/${part(id)}/cancel`, { method: "POST" });
export const stopTurn = (id) => json(`/api/chat/${part(id)}/stop`, { method: "POST" });

const STREAM = "text/event-stream";

export const beginTurn = (message, conversationId, signal) =>
  ask("/api/chat", {
    method: "POST",
    accept: STREAM,
    signal,
    body: { message, ...(conversationId ? { conversation_id: conversationId } : {}) },
  });

export const followTurn = (conversationId, lastId, signal) =>
  ask(`/api/chat/${part(conversationId)}/events`, {
    accept: STREAM,
    signal,
    headers: lastId ? { "Last-Event-ID": lastId } : {},
  });
