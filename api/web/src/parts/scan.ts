// <bokeh-scan>: reads a bar code or QR code from the camera or a picture, for SN and RMA numbers.

import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { t } from "../lib/i18n";
import { icon } from "../lib/icons";
import { View } from "../lib/view";

const PAUSE = 180; // milliseconds between looks at the camera
const LONGEST = 200; // characters of a code that are taken

type Detect = (source: HTMLCanvasElement) => Promise<string | null>;

/** Let the person scan one code within a component; null when they give up. */
export function scan(within: HTMLElement): Promise<string | null> {
  return new Promise((resolve) => {
    const scanner = document.createElement("bokeh-scan") as Scan;
    scanner.done = resolve;
    within.append(scanner);
  });
}

@customElement("bokeh-scan")
export class Scan extends View {
  done: (found: string | null) => void = () => undefined;
  @state() private hasCamera = true;
  @state() private told = "";
  @query("video") private video!: HTMLVideoElement;
  #stream: MediaStream | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stream?.getTracks().forEach((track) => track.stop());
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")!.showModal();
    void this.#watch();
  }

  protected override render() {
    return html`<dialog
      class="popup scan"
      aria-label=${t("scan.title")}
      @close=${() => this.#end(null)}
    >
      <div class="popup-content">
        <h2>${t("scan.title")}</h2>
        ${
          this.hasCamera
            ? html`<div class="scan-view">
                <video muted playsinline aria-label=${t("scan.camera")}></video>
                <span class="scan-frame"></span>
              </div>`
            : html`<p class="hint">${t("scan.no_camera")}</p>`
        }
        <p class="hint" role="status"
          >${this.told || (this.hasCamera ? t("scan.hint") : nothing)}</p
        >
        <form class="decision" @submit=${this.#typed}>
          <label class="field"
            ><span>${t("scan.type")}</span
            ><input name="code" maxlength=${LONGEST} autocomplete="off"
          /></label>
          <button type="submit" class="main">${t("scan.use")}</button>
          <label class="quiet button-like"
            >${icon("camera")}${t("scan.picture")}<input
              type="file"
              class="unseen"
              accept="image/*"
              @change=${this.#picture}
          /></label>
          <button type="button" class="quiet" @click=${() => this.#end(null)}>
            ${t("app.cancel")}
          </button>
        </form>
      </div>
    </dialog>`;
  }

  async #watch(): Promise<void> {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment" },
      });
      if (!this.isConnected) return this.#stream.getTracks().forEach((track) => track.stop());
      this.video.srcObject = this.#stream;
      await this.video.play();
      this.#look(await detector());
    } catch {
      this.hasCamera = false;
    }
  }

  #look(detect: Detect): void {
    this.#timer = setTimeout(async () => {
      const { videoWidth: width, videoHeight: height } = this.video;
      const found = width ? await detect(canvasOf(this.video, width, height)) : null;
      if (found) this.#end(found);
      else if (this.isConnected) this.#look(detect);
    }, PAUSE);
  }

  #picture = async (event: Event): Promise<void> => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    this.told = t("scan.reading");
    try {
      const picture = await createImageBitmap(file);
      const found = await (await detector())(canvasOf(picture, picture.width, picture.height));
      if (found) return this.#end(found);
    } catch {
      // not a picture: the same answer as a picture without a code
    }
    this.told = t("scan.nothing");
  };

  #typed = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get("code");
    if (text) this.#end(String(text).trim());
  };

  #end(found: string | null): void {
    this.done(found && withoutControls(found).slice(0, LONGEST));
    this.done = () => undefined;
    this.remove();
  }
}

const withoutControls = (text: string) => text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();

function canvasOf(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d", { willReadFrequently: true })!.drawImage(source, 0, 0);
  return canvas;
}

interface NativeDetector {
  detect(source: HTMLCanvasElement): Promise<{ rawValue: string }[]>;
}

/** The browser's own detector; where it has none, a library that is fetched now. */
async function detector(): Promise<Detect> {
  const Native = (window as { BarcodeDetector?: new () => NativeDetector }).BarcodeDetector;
  if (Native) {
    const native = new Native();
    return async (source) => (await native.detect(source).catch(() => []))[0]?.rawValue ?? null;
  }
  const { read } = await import("./barcodes");
  return async (source) => read(source);
}
