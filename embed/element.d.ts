/** Importing this module defines the element `<replica-log>`. */
export {};
