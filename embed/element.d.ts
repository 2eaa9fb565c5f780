/** Importing this defines `<replica-log>`. */
export {};
