// The component for Vue 3.

import { h, onActivated, onBeforeUnmount, onDeactivated, onMounted, shallowRef, watch } from "vue";
import { withResets } from "./component.js";
import { mount } from "./replica-log.js";

export default {
  name: "ReplicaLog",
  props: {
    place: { type: Object, default: () => ({}) },
    options: { type: Object, default: () => ({}) },
    // The listener for `signin`: as a prop, because the app has to know whether there is one.
    onSignin: { type: [Function, Array], default: undefined },
  },
  emits: ["navigate", "unauthorized"],
  setup(props, { emit, expose }) {
    const root = shallowRef(null);
    let log;
    let given;

    const allOptions = () => {
      const all = {
        ...props.options,
        onNavigate: (place, move) => emit("navigate", place, move),
        onUnauthorized: () => emit("unauthorized"),
      };
      const signIn = (done) => [props.onSignin].flat().forEach((listener) => listener(done));
      if (props.onSignin) all.onSignIn = () => new Promise(signIn);
      return all;
    };
    const start = () => {
      given = allOptions();
      log ??= mount(root.value, { ...given, place: props.place });
    };
    const stop = () => {
      log?.unmount();
      log = undefined;
    };

    onMounted(start);
    // Within <KeepAlive> nothing runs while the component is not shown.
    onActivated(start);
    onDeactivated(stop);
    onBeforeUnmount(stop);
    watch(() => props.place, (place) => log?.navigate(place), { deep: true });
    watch(() => props.options, () => log?.update(withResets(given, (given = allOptions()))), { deep: true });
    expose({ retry: () => log?.retry() });
    return () => h("div", { ref: root });
  },
};
