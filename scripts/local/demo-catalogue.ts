/** What the demo projects sell, as a developer would type it in. */

export const demoSaas = {
  name: "Demo SaaS",
  projectType: "saas",
  currency: "usd",
  tiers: [
    {
      name: "free",
      displayName: "Free",
      unitAmount: 0,
      limit: 100,
      rateLimitPerMinute: 100,
      features: ["Community support"],
    },
    {
      name: "pro",
      displayName: "Pro",
      unitAmount: 2900,
      limit: 10_000,
      rateLimitPerMinute: 1000,
      features: ["Priority support"],
      popular: true,
    },
    {
      name: "enterprise",
      displayName: "Enterprise",
      unitAmount: 9900,
      limit: null,
      rateLimitPerMinute: 100_000,
      features: ["Priority support", "A person to call"],
    },
  ],
};

export const demoStore = {
  name: "Demo store",
  projectType: "store",
  currency: "usd",
  products: [
    {
      name: "sticker-pack",
      displayName: "Sticker pack",
      description: "Ten stickers for your laptop.",
      unitAmount: 900,
      stock: null,
    },
    { name: "mug", displayName: "Mug", description: "Holds 300 ml of coffee.", unitAmount: 1800, stock: 25 },
    {
      name: "signed-print",
      displayName: "Signed print",
      description: "The only one there is.",
      unitAmount: 12_000,
      stock: 1,
    },
  ],
};
