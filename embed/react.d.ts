import type { ForwardRefExoticComponent, RefAttributes } from "react";
import type { Options, Place } from "./replica-log.js";

/** Props of {@link ReplicaLog}. */
export interface ReplicaLogProps {
  place?: Place;
  options?: Omit<Options, "place" | "onNavigate" | "onSignIn" | "onUnauthorized">;
  onNavigate?: Options["onNavigate"];
  onSignIn?: Options["onSignIn"];
  onUnauthorized?: Options["onUnauthorized"];
}

/** What a `ref` of {@link ReplicaLog} refers to. */
export interface ReplicaLogRef {
  /** Repeats all failed requests. */
  retry(): void;
}

/** The component for React 16.8 and later. */
export const ReplicaLog: ForwardRefExoticComponent<ReplicaLogProps & RefAttributes<ReplicaLogRef>>;
