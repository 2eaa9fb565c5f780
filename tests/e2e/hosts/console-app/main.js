// A small copy of BK-Repo's console around the documented view: its router in history mode, and as much of its store and
// of its translations as the view uses.

import Vue from "vue";
import VueRouter from "vue-router";
import { routes } from "../examples/console/router.js";
import App from "./App.vue";
import planManage from "./planManage.vue";

Vue.use(VueRouter);

const state = Vue.observable({ showLoginDialog: false, locale: "zh-CN" });
const mutations = {
  SHOW_LOGIN_DIALOG() {
    state.showLoginDialog = true;
    window.signInsShown = (window.signInsShown ?? 0) + 1;
  },
};
Vue.prototype.$store = { state, commit: (name) => mutations[name]() };
Vue.prototype.$i18n = state;
window.repositoryVue = new Vue({
  router: new VueRouter({
    mode: "history",
    routes: [
      {
        path: "/ui/:projectId",
        component: { render: (h) => h("router-view") },
        children: [{ path: "planManage", name: "planManage", component: planManage }, ...routes],
      },
    ],
  }),
  render: (h) => h(App),
}).$mount("#app");
