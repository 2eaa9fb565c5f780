// What the components for Vue and React have in common.

/** The options of a component for `update`: an option that is no longer given is reset to its default. */
export function withResets(before, options) {
  const all = {};
  for (const name of Object.keys(before ?? {})) all[name] = undefined;
  return Object.assign(all, options);
}

/** Whether two objects have the same members. */
export function isSame(one, other) {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => Object.is(one?.[name], other?.[name]));
}
