import type { DefineComponent } from "vue";
import type { Move, Options, Place } from "./replica-log.js";

interface Props {
  place?: Place;
  options?: Options;
  /** The user wants to sign in; `done()` repeats failed requests. Without a listener, "Sign in" links to `signInUrl`. */
  onSignin?: (done: () => void) => void;
}

interface Exposed {
  /** Repeats all failed requests. */
  retry(): void;
}

type Emits = {
  /** The user has navigated. */
  navigate: (place: Place, move: Move) => void;
  /** The session has ended. */
  unauthorized: () => void;
};

/** The component for Vue 3. */
declare const ReplicaLog: DefineComponent<Props, Exposed, {}, {}, {}, {}, {}, Emits>;
export default ReplicaLog;
