// Every text of the pages in Chinese and English, side by side.

import { DESK } from "./texts/desk";
import { HOUSE } from "./texts/house";
import { SHARED } from "./texts/shared";

export const TEXTS = { ...SHARED, ...DESK, ...HOUSE };

export type TextKey = keyof typeof TEXTS;
