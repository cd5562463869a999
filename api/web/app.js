// Where the page starts: who is signed in, which view its address asks for, what changes either.

import { sessionEvents } from "./api.js";
import { ChatPage } from "./chat.js";
import { framed, shutDrawer } from "./frame.js";
import { History } from "./history.js";
import { chooseLanguage, language, languageTag, t } from "./i18n.js";
import { closePopups } from "./popup.js";
import { ArticlePage, TicketPage } from "./record_page.js";
import * as session from "./session.js";
import { SignInPage } from "./sign_in.js";
import { loading, problem } from "./states.js";

const page = document.getElementById("page");
const ROUTES = [
  [/^\/$/, () => new ChatPage({ conversationId: new URLSearchParams(location.search).get("c") })],
  [/^\/tickets\/([^/]+)$/, (number) => new TicketPage({ number })],
  [/^\/articles\/([^/]+)$/, (number) => new ArticlePage({ number })],
];
let view = null;

function show(next) {
  view?.leave();
  closePopups();
  shutDrawer();
  view = next;
  document.documentElement.lang = languageTag();
  document.title = `${view.title} · Bokeh`;
  page.replaceChildren(framed(view, { otherLanguage, signOut }));
  view.arrive();
}

function showAddress() {
  if (!session.session.user) {
    askToSignIn();
    return;
  }
  for (const [pattern, make] of ROUTES) {
    const found = pattern.exec(location.pathname);
    if (found) {
      show(make(...found.slice(1).map(decodeURIComponent)));
      return;
    }
  }
}

function askToSignIn({ hasEnded = false } = {}) {
  show(new SignInPage({ hasEnded, entered: showAddress }));
}

function otherLanguage() {
  chooseLanguage(language() === "zh" ? "en" : "zh");
  showAddress();
}

async function signOut() {
  try {
    await session.leave();
  } catch (error) {
    page.replaceChildren(problem(error, { title: t("error.title"), again: signOut }));
    return;
  }
  History.forget();
  window.history.replaceState(null, "", "/");
  showAddress();
}

/** Follow a link to a page of ours without loading the page anew. */
function followLink(event) {
  const link = event.target.closest?.("a[href]");
  const isPlain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.target || link.origin !== location.origin)
    return;
  if (link.hash || !ROUTES.some(([pattern]) => pattern.test(link.pathname))) return;
  event.preventDefault();
  window.history.pushState({ isWithin: true }, "", link.href);
  showAddress();
}

function ended() {
  if (!session.session.user) return;
  session.forget();
  History.forget();
  askToSignIn({ hasEnded: true });
}

async function start() {
  document.documentElement.lang = languageTag();
  page.replaceChildren(loading(t("app.loading")));
  try {
    const { hasEnded } = await session.restore();
    if (hasEnded) askToSignIn({ hasEnded });
    else showAddress();
  } catch (error) {
    page.replaceChildren(problem(error, { title: t("error.title"), again: start }));
  }
}

document.addEventListener("click", followLink);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") shutDrawer();
});
window.addEventListener("popstate", showAddress);
sessionEvents.addEventListener("ended", ended);
window.addEventListener("storage", (event) => {
  if (event.key === "bokeh.user") location.reload(); // another tab changed who is signed in
});
start();
