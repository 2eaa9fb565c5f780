import Vue from "vue";
import VueRouter from "vue-router";
import App, { routes } from "./App.vue";

Vue.use(VueRouter);
new Vue({ router: new VueRouter({ routes }), render: (h) => h(App) }).$mount("#app");
