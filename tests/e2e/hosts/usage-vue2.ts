// Valid uses of the component for Vue 2.

import Vue from "vue";
import ReplicaLog from "replica-log/vue2";

new Vue({
  components: { ReplicaLog },
  render: (h) => h(ReplicaLog, { props: { place: { record: "r" }, options: { locale: "ja" } } }),
});
