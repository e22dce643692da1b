/** The least that a Worker can do: what everything is measured against. */
export default {
  fetch: () => new Response("hello"),
} satisfies ExportedHandler;
