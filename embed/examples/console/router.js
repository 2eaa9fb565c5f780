// In router/router.js, among the children of "/ui/:projectId": the route of the console, and one for the history of a
// plan, which the console itself shows beside its list of plans.
export const logDetail = () => import("./logDetail.vue");

export const routes = [
  { path: "planManage/logDetail/:logId", name: "logDetail", component: logDetail },
  { path: "planManage/history/:taskKey", name: "planHistory", component: logDetail },
];
