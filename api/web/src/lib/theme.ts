// Light or dark: as the device says, or as the person chose on it.

import { device } from "./storage";

export type Theme = "" | "light" | "dark";

export const theme = (): Theme => {
  const kept = device.get("theme");
  return kept === "light" || kept === "dark" ? kept : "";
};

export function chooseTheme(chosen: Theme): void {
  device.set("theme", chosen || null);
  applyTheme();
}

export function applyTheme(): void {
  const chosen = theme();
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
}
