// What surrounds every view: the bar with the mark, badges, language, and the way out.

import { h } from "./dom.js";
import { language, t, timeOfDay, when } from "./i18n.js";
import { icon, mark } from "./icons.js";
import { businessNow, session } from "./session.js";

const MINUTE = 60_000;
let ticking = null;

/** The page around a view. `actions` change the language and sign out. */
export function framed(view, actions) {
  const hasHistory = Boolean(view.history);
  return h(
    "div",
    { class: "frame" },
    h("a", { class: "skip", href: "#main", on: { click: skip } }, t("app.skip")),
    h(
      "header",
      { class: "bar" },
      hasHistory && session.user && drawerButton(),
      h(
        "a",
        { class: "brand", href: "/", "aria-label": t("app.name") },
        mark(),
        h("span", {}, t("app.name")),
      ),
      session.user && badges(),
      h("span", { class: "space" }),
      languageButton(actions.otherLanguage),
      session.user && person(actions.signOut),
    ),
    h("div", { class: "scrim", on: { click: shutDrawer } }),
    h("main", { id: "main", tabindex: "-1" }, view.element),
  );
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function badges() {
  clearInterval(ticking);
  return h(
    "span",
    { class: "badges" },
    session.model === "offline" && offlineBadge(),
    session.demoClock && demoClock(),
  );
}

function offlineBadge() {
  return h(
    "span",
    { class: "badge", title: t("app.offline_model_hint") },
    h("span", { class: "wide-only" }, t("app.offline_model")),
    h("span", { class: "narrow-only" }, t("app.offline_short")),
  );
}

function demoClock() {
  const badge = h("span", { class: "badge badge-clock", title: t("app.demo_clock_hint") });
  const draw = () => {
    const now = businessNow().toISOString();
    badge.replaceChildren(
      icon("clock"),
      h("span", { class: "wide-only" }, t("app.demo_clock", { time: when(now) })),
      h("span", { class: "narrow-only" }, timeOfDay(now)),
    );
  };
  draw();
  ticking = setInterval(draw, MINUTE / 2);
  return badge;
}

function languageButton(change) {
  const other = language() === "zh" ? "en" : "zh-CN";
  return h(
    "button",
    {
      type: "button",
      class: "plain language",
      lang: other,
      "aria-label": t("app.language"),
      title: t("app.language"),
      on: { click: change },
    },
    t("app.language_short"),
  );
}

function person(signOut) {
  const name = session.user.username;
  return h(
    "span",
    { class: "person-menu" },
    h("span", { class: "who", title: t("app.signed_in_as", { name }) }, name),
    h(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": t("app.sign_out"),
        title: t("app.sign_out"),
        on: { click: signOut },
      },
      icon("leave"),
    ),
  );
}

/** On narrow screens the history is a drawer; out of reach while it is shut. */
function drawerButton() {
  const button = h(
    "button",
    {
      type: "button",
      class: "plain drawer",
      "aria-expanded": "false",
      "aria-controls": "history",
      "aria-label": t("app.history"),
      on: { click: toggle },
    },
    icon("menu"),
  );
  function toggle() {
    const isOpen = document.body.classList.toggle("drawer-open");
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) document.querySelector("#history a").focus();
  }
  return button;
}

export function shutDrawer() {
  document.body.classList.remove("drawer-open");
  document.querySelector(".drawer")?.setAttribute("aria-expanded", "false");
}
