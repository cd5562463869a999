// Which states ask for somebody's attention, are under way, or are over.

const ATTENTION = new Set([
  "pending_approval",
  "exception",
  "self_reported",
  "needs_desk_approval",
  "needs_management_approval",
  "submitted",
]);
const WAITING = new Set([
  "waiting_customer",
  "quote_sent",
  "awaiting_receipt",
  "in_transit",
  "awaiting_payment",
  "parts_requested",
  "parts_invoiced",
  "shipped",
]);
const DONE = new Set(["resolved", "closed"]);
const DROPPED = new Set(["cancelled", "rejected", "auto_closed", "upgraded"]);

/** The class of a wish's tag. */
export const wishTone = (status: string): string =>
  ({ released: "tag-done", planned: "tag-open", evaluating: "tag-wait" })[status] ?? "";

/** The class of a state's tag. */
export function tone(status: string): string {
  if (ATTENTION.has(status)) return "tag-alert";
  if (WAITING.has(status)) return "tag-wait";
  if (DONE.has(status)) return "tag-done";
  return DROPPED.has(status) ? "" : "tag-open";
}
