import { useEffect, useRef } from "react";
import { type Handle, mount, type Options, type Place } from "replica-log";

interface Props {
  place: Place;
  /** Kept outside of the component, or in a `useMemo`: another object is another change. */
  options?: Options;
  onNavigate?: Options["onNavigate"];
}

export function ReplicaLog({ place, options, onNavigate }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const log = useRef<Handle>(null);

  // The first of the three: what follows is for what this one makes, also when StrictMode does all of it twice.
  useEffect(() => {
    const made = root.current && mount(root.current);
    log.current = made;
    return () => made?.unmount();
  }, []);
  useEffect(() => log.current?.update({ ...options, onNavigate }), [options, onNavigate]);
  useEffect(() => log.current?.navigate(place), [place]);

  return <div ref={root} />;
}
