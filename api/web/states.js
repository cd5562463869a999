// What stands where content should be: loading, missing, refused, failed.

import { h } from "./dom.js";
import { t } from "./i18n.js";

export function loading(text) {
  return h("p", { class: "state", role: "status" }, h("span", { class: "spinner" }), text);
}

/** An error in place of content; `again` tries once more. */
export function problem(error, { title = null, text = error.message, again = null } = {}) {
  const heading = title ?? (error.status === 403 ? t("error.forbidden_title") : null);
  return h(
    "div",
    { class: "state problem", role: "alert" },
    heading && h("h2", {}, heading),
    h("p", {}, text),
    again && h("button", { type: "button", class: "quiet", on: { click: again } }, t("app.retry")),
  );
}
