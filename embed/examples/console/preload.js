// In views/planManage/index.vue, `mounted() { preload(this.$i18n.locale); }`: what the view of an execution needs is loaded
// while somebody reads the list of plans.
export async function preload(locale) {
  const { load } = await import("replica-log");
  await load({ locale, place: { record: "" } });
}
