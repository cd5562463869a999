// Copying a text, also on pages without the clipboard API (plain http on another machine).

export async function toClipboard(text: string, near: HTMLElement): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  near.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
