// <bokeh-attach>: files that go with something: chosen, dropped, pasted or from the camera.

import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as api from "../lib/api";
import { announce } from "../lib/announce";
import { count, t } from "../lib/i18n";
import { icon } from "../lib/icons";
import type { Attachment } from "../lib/shapes";
import { View } from "../lib/view";

const MOST = 20;
const LARGEST = 50_000_000; // bytes; the service has the last word

interface Entry {
  file: File;
  preview: string | null;
  isSending: boolean;
  error: string;
  kept: Attachment | null;
}

@customElement("bokeh-attach")
export class Attach extends View {
  /** Shows a place to drop files on, where there is none around it. */
  @property({ attribute: false }) hasArea = false;
  @state() private entries: Entry[] = [];
  @state() private isOver = false;
  @query("input[type=file]") private chooser!: HTMLInputElement;

  /** What has been taken by the service. */
  get items(): Attachment[] {
    return this.entries.flatMap(({ kept }) => (kept ? [kept] : []));
  }

  get isBusy(): boolean {
    return this.entries.some(({ isSending }) => isSending);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.#pasted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.#pasted);
    this.#forget(this.entries);
  }

  choose(): void {
    this.chooser.click();
  }

  clear(): void {
    this.#forget(this.entries);
    this.entries = [];
  }

  take(files: FileList | File[]): void {
    const fresh = [...files].slice(0, MOST - this.entries.length).map(entryOf);
    this.entries = [...this.entries, ...fresh];
    fresh.filter(({ error }) => !error).forEach((each) => void this.#send(each));
  }

  protected override render() {
    return html`<input
        type="file"
        class="unseen"
        tabindex="-1"
        multiple
        aria-label=${t("attach.add")}
        @change=${this.#chosen}
      />
      ${this.hasArea ? this.#area() : nothing}
      ${
        this.entries.length
          ? html`<ul class="attached">
              ${this.entries.map((each) => this.#entry(each))}
            </ul>`
          : nothing
      }`;
  }

  #area() {
    return html`<div
      class="drop ${this.isOver ? "drop-over" : ""}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.isOver = true;
      }}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.#dropped}
    >
      ${icon("clip")}<span>${t("attach.drop")}</span>
      <button type="button" class="quiet" @click=${() => this.choose()}
        >${t("attach.choose")}</button
      >
      <label class="quiet button-like"
        >${icon("camera")}${t("attach.camera")}<input
          type="file"
          class="unseen"
          accept="image/*"
          capture="environment"
          @change=${this.#chosen}
      /></label>
    </div>`;
  }

  #entry(entry: Entry) {
    const name = entry.file.name;
    return html`<li class="attached-one ${entry.error ? "attached-bad" : ""}">
      ${
        entry.preview
          ? html`<img src=${entry.preview} alt="" />`
          : html`<span class="file-sign">${icon("article")}</span>`
      }
      <span class="name" title=${name}>${name}</span>
      <span class="hint">${entry.error || size(entry.file.size)}</span>
      ${entry.isSending ? html`<span class="spinner" role="status" aria-label=${t("attach.sending")}></span>` : nothing}
      <button
        type="button"
        class="plain small"
        aria-label=${t("attach.remove", { name })}
        @click=${() => this.#remove(entry)}
      >
        ${icon("close")}
      </button>
    </li>`;
  }

  /** Files pasted into the part of the form that this stands in. */
  #pasted = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    const place = this.closest("fieldset, form");
    if (!this.hasArea || !files?.length || !place?.contains(event.target as Node)) return;
    event.preventDefault();
    this.take(files);
  };

  #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (input.files) this.take(input.files);
    input.value = "";
  };

  #dropped = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.isOver = false;
    if (event.dataTransfer?.files.length) this.take(event.dataTransfer.files);
  };

  #remove(entry: Entry): void {
    this.#forget([entry]);
    this.entries = this.entries.filter((each) => each !== entry);
    this.tell("attached");
  }

  async #send(entry: Entry): Promise<void> {
    try {
      entry.kept = await api.upload(entry.file);
      announce(t("attach.done", { name: entry.file.name }));
    } catch (error) {
      entry.error = (error as Error).message;
    }
    entry.isSending = false;
    this.entries = [...this.entries];
    this.tell("attached");
  }

  #forget(entries: Entry[]): void {
    entries.forEach(({ preview }) => preview && URL.revokeObjectURL(preview));
  }
}

function entryOf(file: File): Entry {
  const isPicture = file.type.startsWith("image/") && file.type !== "image/svg+xml";
  const isTooLarge = file.size > LARGEST;
  return {
    file,
    preview: isPicture ? URL.createObjectURL(file) : null,
    isSending: !isTooLarge,
    error: isTooLarge ? t("attach.too_large", { limit: size(LARGEST) }) : "",
    kept: null,
  };
}

/** A number of bytes as people say it. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${count(Math.round(bytes / 1000))} kB`;
  return `${count(Math.round(bytes / 100_000) / 10)} MB`;
}
