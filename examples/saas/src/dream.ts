import DreamAPI from "dream-api";

export const api = new DreamAPI(import.meta.env.VITE_DREAM_KEY, {
  baseUrl: import.meta.env.VITE_DREAM_API,
  authUrl: import.meta.env.VITE_DREAM_AUTH,
});
