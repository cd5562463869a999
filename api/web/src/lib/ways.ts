// The ways to all pages, as each role's desk needs them.

import type { TextKey } from "./i18n";
import type { IconName } from "./icons";

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

/** The groups of ways that the signed-in person has. */
export function ways(): Ways[] {
  return [
    {
      items: [{ address: "/", sign: "spark", title: "nav.chat", isTab: true }],
    },
  ];
}
