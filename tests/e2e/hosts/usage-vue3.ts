// Valid and invalid uses of the component for Vue 3.

import { createApp, defineComponent, h } from "vue";
import ReplicaLog from "replica-log/vue3";

h(ReplicaLog, {
  place: { record: "r" },
  options: { locale: "ja" },
  onNavigate: (place, move) => console.log(place, move.replace),
  onSignin: (done) => done(),
});
createApp(defineComponent({ components: { ReplicaLog } }));
// @ts-expect-error an unknown status
h(ReplicaLog, { place: { record: "r", status: "OK" } });
