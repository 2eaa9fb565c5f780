import type { Options, Place } from "./replica-log.js";

/**
 * The component for Vue 2.6 and 2.7. Props: `place` ({@link Place}) and `options` ({@link Options}). Events:
 *
 * - `navigate(place, move)`: the user has navigated.
 * - `signin(done)`: the user wants to sign in; `done()` repeats failed requests. Without a listener, "Sign in" links to
 *   `signInUrl`.
 * - `unauthorized()`: the session has ended.
 */
declare const ReplicaLog: {
  name: string;
  props: {
    place: { type: () => Place; default: () => Place };
    options: { type: () => Options; default: () => Options };
  };
  methods: {
    /** Repeats all failed requests. */
    retry(): void;
  };
  // Types of Vue 2.6 and 2.7 differ, so none is imported.
  render: (createElement: any) => any;
};
export default ReplicaLog;
