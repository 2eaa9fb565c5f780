// The component for Vue 2.6 and 2.7. It imports no Vue, so it works with the one that the host page has.

import { withResets } from "./component.js";
import { mount } from "./replica-log.js";

export default {
  name: "ReplicaLog",
  props: {
    place: { type: Object, default: () => ({}) },
    options: { type: Object, default: () => ({}) },
  },
  watch: {
    place: {
      deep: true,
      handler(place) {
        this.log?.navigate(place);
      },
    },
    options: {
      deep: true,
      handler() {
        this.log?.update(withResets(this.given, (this.given = this.allOptions())));
      },
    },
  },
  mounted() {
    this.start();
  },
  // Within <keep-alive> nothing runs while the component is not shown.
  activated() {
    this.start();
  },
  deactivated() {
    this.stop();
  },
  beforeDestroy() {
    this.stop();
  },
  methods: {
    /** Repeats all failed requests. */
    retry() {
      this.log?.retry();
    },
    start() {
      this.given = this.allOptions();
      this.log ??= mount(this.$el, { ...this.given, place: this.place });
    },
    stop() {
      this.log?.unmount();
      this.log = undefined;
    },
    allOptions() {
      const all = {
        ...this.options,
        onNavigate: (place, move) => this.$emit("navigate", place, move),
        onUnauthorized: () => this.$emit("unauthorized"),
      };
      if (this.$listeners.signin) all.onSignIn = () => new Promise((done) => this.$emit("signin", done));
      return all;
    },
  },
  render: (h) => h("div"),
};
