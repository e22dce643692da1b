/** Who may import whom: contract <- domain <- storage | stripe | clerk | tokens | http <- the Workers; contract <- client, frontend. */

const workers = "^(api-multi|front-auth-api|oauth-api|end-user-auth)/";
/** The dashboard's pages; its Worker lies beside them. */
const pages = "^frontend/src/";

/** What a package may use of the house, besides itself. */
const mayUse = {
  contract: [],
  domain: ["contract"],
  storage: ["contract", "domain"],
  stripe: ["contract", "domain"],
  clerk: ["contract", "domain"],
  tokens: ["contract", "domain"],
  http: ["contract", "domain"],
  client: ["contract"],
};

const forbidden = [
  // In the sandbox a table of kinds names the types of all its entities, which point back to it: circles that stay
  // when types are gone are looked for by scripts/check/sandbox-cycles.ts, because this tool can't tell them apart.
  { name: "no-cycles", severity: "error", from: { pathNot: "^sandbox/" }, to: { circular: true } },
  {
    name: "no-unresolvable",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: "^(cloudflare:|dream-api)" },
  },
  ...Object.entries(mayUse).map(([name, allowed]) => ({
    name: `${name}-direction`,
    severity: "error",
    from: { path: `^packages/${name}/src/` },
    to: {
      path: "^(packages|sandbox|test|bench|scripts|frontend|api-multi|front-auth-api|oauth-api|end-user-auth)/",
      pathNot: `^packages/(${[name, ...allowed].join("|")})/`,
    },
  })),
  ...["api-multi", "front-auth-api", "oauth-api", "end-user-auth"].map((worker) => ({
    name: `${worker}-stands-alone`,
    comment: "Workers talk by service binding, never by import",
    severity: "error",
    from: { path: `^${worker}/src/` },
    to: { path: `${workers}|^(sandbox|test|bench|scripts|frontend)/`, pathNot: `^${worker}/` },
  })),
  {
    name: "frontend-knows-only-the-contract",
    severity: "error",
    from: { path: "^frontend/" },
    to: { path: `^(packages|sandbox|test|bench|scripts)/|${workers}`, pathNot: "^packages/contract/" },
  },
  {
    name: "a-page-knows-no-other-page",
    comment: "What two pages need lies in ui, queries or app; the dashboard's first page shows others in its place",
    severity: "error",
    from: { path: `${pages}pages/([^/]+)/`, pathNot: `${pages}pages/dashboard/` },
    to: { path: `${pages}pages/`, pathNot: `${pages}pages/$1/` },
  },
  {
    name: "toasts-come-later",
    comment: "What draws toasts is loaded with the first one: say it with ui/toast",
    severity: "error",
    from: { path: pages, pathNot: `${pages}ui/toast` },
    to: { path: "node_modules/sonner/" },
  },
  {
    name: "ui-knows-no-pages",
    severity: "error",
    from: { path: `${pages}(ui|queries|api|format)/` },
    to: { path: `${pages}(pages|app)/` },
  },
  {
    name: "sandbox-knows-nothing-of-us",
    severity: "error",
    from: { path: "^sandbox/" },
    to: { path: `^(packages|frontend|test|bench|scripts)/|${workers}` },
  },
  {
    name: "domain-is-pure",
    severity: "error",
    from: { path: "^packages/domain/src/" },
    to: { dependencyTypes: ["npm", "core"] },
  },
  {
    name: "hono-at-the-edge",
    severity: "error",
    from: { path: "^packages/", pathNot: "^packages/http/" },
    to: { path: "node_modules/hono/" },
  },
  {
    name: "stripe-only-in-its-adapter",
    severity: "error",
    from: { pathNot: "^(packages/stripe|sandbox)/" },
    to: { path: "node_modules/stripe/" },
  },
  {
    name: "clerk-only-in-its-adapter",
    severity: "error",
    from: { pathNot: "^(packages/clerk|frontend|end-user-auth|sandbox)/" },
    to: { path: "node_modules/@clerk/" },
  },
  {
    name: "jose-only-in-tokens",
    severity: "error",
    from: { pathNot: "^(packages/tokens|test)/" },
    to: { path: "node_modules/jose/" },
  },
  {
    name: "drizzle-only-in-storage",
    severity: "error",
    from: { pathNot: "^packages/storage/" },
    to: { path: "node_modules/drizzle-orm/" },
  },
  {
    name: "production-knows-no-lab",
    severity: "error",
    from: { path: `^packages/[^/]+/src/|${workers}src/` },
    to: { path: "^(scripts|test|sandbox)/" },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.dream)/|^test/consumers/projects/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
