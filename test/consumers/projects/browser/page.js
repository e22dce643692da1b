import DreamAPI from "dream-api";

const { apiUrl: baseUrl, publishableKey, secretKey } = window.settings;

function codeOf(create) {
  try {
    create();
  } catch (error) {
    return error.code;
  }
}

window.shown = new DreamAPI(publishableKey, { baseUrl }).tiers().then((tiers) => ({
  tiers: tiers.map(({ name }) => name),
  withSecretKey: codeOf(() => new DreamAPI(secretKey, { baseUrl })),
}));
