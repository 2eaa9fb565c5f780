// Defines the element <replica-log>.
import { define } from "./replica-log.js";

define();
