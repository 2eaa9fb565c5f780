// The component for React.

import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";
import { isSame, withResets } from "./component.js";
import { mount } from "./replica-log.js";

/** See react.d.ts. */
export const ReplicaLog = forwardRef(function ReplicaLog(props, ref) {
  const root = useRef(null);
  const log = useRef(null);
  /** The props as the app has them. */
  const given = useRef(props);
  /** The props of the last rendering, for callbacks. */
  const latest = useRef(props);

  const allOptions = ({ options, onSignIn }) => {
    const all = {
      ...options,
      onNavigate: (place, move) => latest.current.onNavigate?.(place, move),
      onUnauthorized: () => latest.current.onUnauthorized?.(),
    };
    if (onSignIn) all.onSignIn = () => latest.current.onSignIn?.();
    return all;
  };

  useEffect(() => {
    latest.current = props;
  });
  // In strict mode React mounts twice.
  useEffect(() => {
    const { current } = latest;
    const mounted = mount(root.current, { ...allOptions(current), place: current.place });
    [log.current, given.current] = [mounted, current];
    return () => {
      mounted.unmount();
      log.current = null;
    };
  }, []);
  // Objects that are created in each rendering are compared by their members.
  useEffect(() => {
    const before = given.current;
    given.current = props;
    const isSameSignIn = Boolean(before.onSignIn) === Boolean(props.onSignIn);
    if (!isSame(before.options, props.options) || !isSameSignIn) {
      log.current?.update(withResets(allOptions(before), allOptions(props)));
    }
    if (!isSame(before.place, props.place)) log.current?.navigate(props.place);
  });
  useImperativeHandle(ref, () => ({ retry: () => log.current?.retry() }), []);

  return createElement("div", { ref: root });
});
