// The texts of the workbench.

export const DESK = {} as const satisfies Record<string, readonly [string, string]>;
