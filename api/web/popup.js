// The popup over the conversation: a ticket or article in short, with the way to its own page.

import * as api from "./api.js";
import { append, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { articleGist, articleHead, ticketGist, ticketHead } from "./records.js";
import { loading, problem } from "./states.js";

const KINDS = {
  ticket: { folder: "tickets", read: api.ticket, head: ticketHead, gist: ticketGist },
  article: { folder: "articles", read: api.article, head: articleHead, gist: articleGist },
};

/** Open the popup of a ticket or article; it closes by Esc, its button, or a click beside it. */
export function popupOf(kindName, number) {
  const kind = KINDS[kindName];
  const abort = new AbortController();
  const content = h("div", { class: "popup-content" });
  const dialog = h(
    "dialog",
    { class: "popup", "aria-label": number, on: { close: gone, click: clickedBeside } },
    h(
      "button",
      {
        type: "button",
        class: "plain popup-close",
        "aria-label": t("app.close"),
        title: t("app.close"),
        on: { click: () => dialog.close() },
      },
      icon("close"),
    ),
    content,
  );
  document.body.append(dialog);
  dialog.showModal();
  fill();

  async function fill() {
    content.replaceChildren(loading(t("record.loading", { number })));
    try {
      const record = await kind.read(number, abort.signal);
      content.replaceChildren();
      append(content, [kind.head("h2", record), kind.gist(record), way()]);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error.isSignedOut) dialog.close();
      else content.replaceChildren(refused(error));
    }
  }

  function way() {
    const address = `/${kind.folder}/${encodeURIComponent(number)}`;
    return h(
      "p",
      { class: "way" },
      h("a", { class: "button", href: address }, icon("open"), t("record.open")),
    );
  }

  function refused(error) {
    if (!error.isMissing) return problem(error, { again: fill });
    return problem(error, {
      title: t("record.missing_title", { number }),
      text: t("record.missing"),
    });
  }

  function gone() {
    abort.abort();
    dialog.remove();
  }

  function clickedBeside(event) {
    if (event.target === dialog) dialog.close();
  }
}

export function closePopups() {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}
