// The shapes of what the service answers, as the pages read them.

export interface User {
  username: string;
  role: string;
  language: string;
  name: string;
  dealer?: string;
  permissions?: string[];
}

export interface Me {
  user: User;
  demo_clock: string | null;
  model: string;
}

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  size: number;
}

export interface Named {
  code: string;
  name: string;
}

export interface Reference {
  ref?: string;
  kind: string;
  number: string;
  title: string;
  url?: string;
  snippet?: string;
}

export interface PreviewLine {
  label: string;
  new: string;
  old?: string | null;
}

export interface Proposal {
  id: string;
  tool: string;
  arguments: Record<string, unknown>;
  title: string;
  preview: PreviewLine[];
  warnings: string[];
  expires_at: string;
  revision?: number;
  state: "pending" | "done" | "cancelled" | "expired" | "failed";
  result?: {
    number?: string;
    references?: Reference[];
    error?: { code: string; message: { zh: string; en: string } };
    replaced_by?: string;
  } | null;
}

export type Cell = string | number | boolean | null;

export interface Table {
  title: string;
  columns: string[];
  rows: Cell[][];
  metric?: string;
  definition?: string;
  filters?: { field: string; value: string; label?: string }[];
  period?: { start: string; end: string } | null;
  compared_with?: { start: string; end: string } | null;
  row_count?: number;
  as_of?: string;
  /** What was asked, and for every row the codes of what it counts; null for all others. */
  question?: unknown;
  keys?: (Record<string, string | null> | null)[];
}

export interface Chart {
  type: "bar" | "line" | "share" | "heat";
  title: string;
  labels: string[];
  series: { name: string; values: (number | null)[] }[];
  unit: string;
  /** The chart in words. */
  alt: string;
}

export interface Choice {
  label: string;
  message: string;
}

export interface DraftText {
  kind: "email" | "article";
  subject?: string;
  to?: string;
  text: string;
}

export interface Reply {
  conversation_id: string;
  reply_id: string;
  language: string;
  text: string;
  tools: { name: string; arguments: Record<string, unknown>; ok: boolean }[];
  references: Reference[];
  proposals: Proposal[];
  tables: Table[];
  charts: Chart[];
  choices: Choice[];
  drafts?: DraftText[];
  outcome: string;
  model?: string;
}

export interface SaidMessage {
  speaker: string;
  text: string;
  at: string;
  reply: Reply | null;
  attachments?: Attachment[];
  /** What the person thought of the reply. */
  thumb?: Thumb | null;
}

export type Thumb = "up" | "down";

export interface ConversationLine {
  id: string;
  title: string;
  updated_at: string;
}

export interface Conversation {
  id: string;
  title: string;
  language: string;
  messages: SaidMessage[];
  answering: { turn: string; message: string } | null;
}

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size: number;
  url: string;
  thumbnail_url?: string | null;
  internal?: boolean;
}

export interface MoveField {
  name: string;
  type: string;
  required: boolean;
  label: string;
  options?: (string | number)[] | null;
  option_labels?: string[] | Record<string, string> | null;
  fields?: MoveField[] | null;
}

export interface Move {
  name: string;
  label: string;
  fields: MoveField[];
}

export interface TicketLine {
  number: string;
  kind: string;
  kind_label: string;
  status: string;
  status_label: string;
  created_at: string;
  updated_at: string;
  summary: string;
  customer: string | null;
  dealer: string | null;
  product: string | null;
  category: string | null;
  sn: string | null;
  priority?: string | null;
  handler?: string | null;
}

export interface Clock {
  name: string;
  label: string;
  due_at: string;
  overdue: boolean;
  held: boolean;
}

export interface DocumentLine {
  id: string;
  kind: string;
  number?: string | null;
  title: string;
  url: string;
}

export interface Ticket {
  number: string;
  kind: string;
  kind_label: string;
  status: string;
  status_label: string;
  is_open: boolean;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  customer: Named | null;
  contact: string | null;
  dealer: Named | null;
  device: {
    sn: string;
    product: string | null;
    batch: string | null;
    warranty_until: string | null;
  } | null;
  product: Named | null;
  category: (Named & { parent: string | null }) | null;
  handler: string | null;
  channel: string | null;
  source: string | null;
  service_type: string | null;
  severity: number | null;
  priority: string | null;
  in_warranty: boolean | null;
  summary: string;
  description: string;
  solution: string | null;
  solution_internal: string | null;
  parts: { sku: string; name: string; quantity: number }[];
  comments: { at: string; author: string; text: string; internal: boolean }[];
  links: {
    kind: string;
    kind_label?: string;
    number: string;
    ticket_kind: string;
    summary: string;
  }[];
  moves: Move[];
  details: Record<string, unknown>;
  facts?: Fact[];
  invoices?: Invoice[];
  attachments?: Attachment[];
  documents?: DocumentLine[];
  clocks?: Clock[];
  following: boolean;
  hints?: string[];
  version: number;
}

export interface Fact {
  name: string;
  label: string;
  value: unknown;
  value_label: string | null;
}

export interface Invoice {
  number: string;
  currency: string;
  total: string;
  open: string;
  paid_at: string | null;
  withdrawn_at: string | null;
}

export interface TicketEvent {
  at: string;
  actor: string;
  action: string;
  action_label?: string;
  from_status: string | null;
  to_status: string | null;
  from_label?: string | null;
  to_label?: string | null;
  changes: Record<string, unknown>;
  changed?: { name: string; label: string; old: string | null; new: string | null }[];
}

export interface ArticleLine {
  number: string;
  kind: string;
  title: string;
  visibility: string;
  status: string;
  language: string;
  updated_at: string;
  products?: string[];
}

export interface Article extends ArticleLine {
  problem: string;
  solution_external: string;
  solution_internal: string | null;
  products: string[];
  file_name: string | null;
  sections: { label: string; text: string }[];
}

export interface Device {
  sn: string;
  product: Named;
  batch: string | null;
  warranty_until: string | null;
  in_warranty: boolean | null;
  owners: { customer: Named; since: string; is_current: boolean }[];
}

export interface Customer {
  code: string;
  name: string;
  account_type: string;
  country: string | null;
  dealer: Named | null;
  tags: string[];
  contacts: Record<string, string>[];
  devices: string[];
  entitlement?: string;
  profile?: {
    by_category: { code: string; name: string; count: number }[];
    activity: string;
    preferred_channel: string | null;
    technical_level: string | null;
    repeated_problems: { category: string; name: string; count: number }[];
  };
}

export interface Found {
  number: string;
  kind: "ticket" | "article";
  title: string;
  snippet: string;
  score: number;
}

export interface Notice {
  id: number;
  event: string;
  label: string;
  title: string;
  text: string;
  url: string | null;
  number: string | null;
  is_urgent: boolean;
  is_read: boolean;
  created_at: string;
}

export interface Wish {
  number: string;
  title: string;
  description: string;
  product: Named | null;
  votes: number;
  status: string;
  status_label: string;
  target_version: string | null;
  feasibility: string | null;
  feasibility_label: string | null;
  effort_days: number | null;
  evaluation: string | null;
  evaluated_by: string | null;
  evaluated_at: string | null;
  created_at: string;
}
