/** One good call for each endpoint of front-auth-api, from which the guarantees make the bad ones. */
import { buyPlan, type Example, type Stage, signedByClerk, signedByStripe } from "../stage.ts";

/** The smallest PNG there is: one transparent point. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const upload = { method: "POST", body: new Uint8Array(png), headers: { "Content-Type": "image/png" } };

const keysOf = ({ project }: Stage) => `/projects/${project.projectId}/keys`;

export const frontAuthExamples: Record<string, Example> = {
  readHealth: {},
  generatePlatformId: {},
  readMe: {},
  createPlanCheckout: {},
  openBillingPortal: {
    before: async (stage) => {
      await buyPlan(stage);
      return undefined;
    },
  },
  readPlanSubscription: {},
  listProjects: {},
  changeProjectSettings: {
    isOwn: true,
    request: ({ project }) => ({
      path: `/projects/${project.projectId}`,
      body: { name: "Renamed", mode: "test", allowedOrigins: ["https://app.example"] },
    }),
  },
  deleteProject: {
    isOwn: true,
    request: ({ project }) => ({ path: `/projects/${project.projectId}`, body: { name: "A project" } }),
  },
  readCredentials: {
    isOwn: true,
    request: ({ project }) => ({ path: `/get-credentials?projectId=${project.projectId}` }),
  },
  createKey: { isOwn: true, request: (stage) => ({ path: keysOf(stage), body: { mode: "test", label: "CI" } }) },
  rotateKey: {
    isOwn: true,
    request: (stage) => ({
      path: `${keysOf(stage)}/${stage.project.publishableKey}/rotate`,
      body: { overlapSeconds: 60 },
    }),
  },
  revokeKey: { isOwn: true, request: (stage) => ({ path: `${keysOf(stage)}/${stage.project.publishableKey}` }) },
  uploadAsset: { request: () => upload },
  readAsset: {
    before: async ({ connector }) => {
      const { json } = await connector.call("/upload-asset", upload, "frontAuth");
      return { path: new URL(json.url).pathname };
    },
    request: (_stage, { path = "" }) => ({ path }),
  },
  listNotices: {},
  dismissNotice: {
    isOwn: true,
    before: async (stage) => {
      // Losing the connection leaves a notice.
      const account = await stage.connector.connect("test");
      const { stripe } = stage.world.providers;
      await fetch(`${stripe.url}/_sandbox/accounts/${account}/disconnect`, {
        method: "POST",
        body: JSON.stringify({ livemode: false }),
      });
      await stripe.sandbox.postOffice.drain();
      const { json } = await stage.connector.call("/notices", {}, "frontAuth");
      return { id: String(json.data[0].id) };
    },
    request: (_stage, { id = "" }) => ({ path: `/notices/${id}/dismiss` }),
  },
  readAuditLog: {},
  registerDeveloper: {
    request: () => ({ body: { email: `headless-${Math.random().toString(36).slice(2)}@example.com` } }),
  },
  receiveDeveloperWebhook: {
    request: ({ world }) =>
      signedByClerk(world.providers.settingsOf("front-auth-api").CLERK_WEBHOOK_SECRET ?? "", {
        object: "event",
        type: "user.deleted",
        data: { id: "user_nobody", object: "user", deleted: true },
      }),
  },
  receivePlanWebhook: {
    request: ({ world }) =>
      signedByStripe(world.providers.settingsOf("front-auth-api").STRIPE_WEBHOOK_SECRET ?? "", {
        id: `evt_${Math.random().toString(36).slice(2)}`,
        object: "event",
        type: "customer.subscription.updated",
        created: Math.floor(Date.now() / 1000),
        livemode: false,
        data: { object: { id: "sub_nobody", object: "subscription" } },
      }),
  },
};
