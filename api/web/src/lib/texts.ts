// Every text of the pages in Chinese and English, side by side.

import { DESK } from "./texts/desk";
import { SHARED } from "./texts/shared";

export const TEXTS = { ...SHARED, ...DESK };

export type TextKey = keyof typeof TEXTS;
