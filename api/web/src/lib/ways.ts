// The ways to all pages, as each role's desk needs them.

import type { TextKey } from "./i18n";
import type { IconName } from "./icons";
import { may, session } from "./session";

export interface Way {
  address: string;
  sign: IconName;
  title: TextKey;
  /** Stands in the bar at the bottom of a phone. */
  isTab?: boolean;
  isInbox?: boolean;
}

export interface Ways {
  title?: TextKey;
  items: Way[];
}

const when = (isWanted: boolean, ...items: Way[]): Way[] => (isWanted ? items : []);

/** The groups of ways that the signed-in person has. */
export function ways(): Ways[] {
  const readsTickets = may("tickets:read");
  const isDealer = Boolean(session.user?.dealer);
  const seesDealers = may("dealers:see_all");
  return [
    {
      items: [
        { address: "/", sign: "spark", title: "nav.chat" },
        ...when(readsTickets, { address: "/work", sign: "work", title: "nav.work", isTab: true }),
        ...when(may("rma:handle"), {
          address: "/approvals",
          sign: "check",
          title: "nav.approvals",
        }),
        { address: "/inbox", sign: "bell", title: "nav.inbox", isTab: true, isInbox: true },
      ],
    },
    {
      title: "nav.tickets",
      items: when(
        readsTickets,
        ...when(!may("rma:workshop"), {
          address: "/lists/consult?status=open",
          sign: "consult",
          title: "nav.consult",
        }),
        { address: "/lists/rma?status=open", sign: "rma", title: "nav.rma", isTab: true },
        ...when(!may("rma:workshop"), {
          address: "/lists/dealer_repair?status=open",
          sign: "dealer_repair",
          title: "nav.dealer_repair",
        }),
        ...when(seesDealers && may("rma:handle"), {
          address: "/lists/restock?status=open",
          sign: "restock",
          title: "nav.restock",
        }),
        ...when(may("rma:workshop") || may("rma:handle"), {
          address: "/receive",
          sign: "truck",
          title: "nav.receive",
        }),
      ),
    },
    {
      title: "nav.look_up",
      items: [
        ...when(readsTickets, { address: "/customers", sign: "people", title: "nav.customers" }),
        { address: "/knowledge", sign: "book", title: "nav.knowledge", isTab: true },
        ...when(may("internal:read") && readsTickets, {
          address: "/wishes",
          sign: "star",
          title: "nav.wishes",
        }),
        ...when(may("prices:read"), { address: "/prices", sign: "money", title: "nav.prices" }),
        ...when(seesDealers && may("accounts:read"), {
          address: "/dealers",
          sign: "store",
          title: "nav.dealers",
        }),
        ...when(isDealer && may("dealer_repair:open"), {
          address: "/stock",
          sign: "restock",
          title: "nav.stock",
        }),
        ...when(may("statistics:read"), {
          address: "/statistics",
          sign: "chart",
          title: "nav.statistics",
        }),
      ],
    },
    {
      title: "nav.house",
      items: [
        ...when(may("mail:send"), { address: "/outbox", sign: "mail", title: "nav.outbox" }),
        { address: "/settings", sign: "settings", title: "nav.settings" },
        ...when(may("answers:review"), { address: "/reviews", sign: "up", title: "nav.reviews" }),
        ...when(may("policy:edit"), { address: "/policy", sign: "edit", title: "nav.policy" }),
        ...when(may("house:set_rules"), { address: "/admin", sign: "lock", title: "nav.admin" }),
      ],
    },
  ].filter(({ items }) => items.length) as Ways[];
}
